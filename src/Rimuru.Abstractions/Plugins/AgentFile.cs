namespace Rimuru;

/// <summary>A log of an agent.</summary>
/// <param name="Path">Its path. It cannot be opened: its bytes are given.</param>
/// <param name="Modified">When it was written last.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record AgentFile(string Path, DateTimeOffset Modified, long Size)
{
    /// <summary>Its name without folder and ending, which is the session's id in many formats.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}
