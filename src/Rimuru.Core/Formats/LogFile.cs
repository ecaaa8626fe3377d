namespace Rimuru.Core.Formats;

/// <summary>A log file as the file system lists it.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Last write time in ticks, UTC.</param>
internal sealed record LogFile(string Path, long Size, long Modified)
{
    /// <summary>True for a folder that may not be entered, which stands for whatever logs are in it.</summary>
    public bool IsRefused { get; init; }

    public static LogFile Refused(string folder) => new(folder, 0, 0) { IsRefused = true };

    /// <summary>The file as it counts together with another that tells of the same: its size and time change whenever one of them does.</summary>
    public LogFile With(LogFile other) => new(Path, Size + other.Size, Math.Max(Modified, other.Modified));
}
