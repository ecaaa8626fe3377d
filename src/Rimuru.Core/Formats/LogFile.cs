namespace Rimuru.Core.Formats;

/// <summary>A log file as the file system lists it.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Last write time in ticks, UTC.</param>
internal sealed record LogFile(string Path, long Size, long Modified)
{
    /// <summary>Why a folder, which takes the place of its logs here, cannot be listed; null for a file.</summary>
    public string? Refusal { get; private init; }

    public bool IsRefused => Refusal is not null;

    public static LogFile Refused(string folder, string why = "access to the folder is denied.") => new(folder, 0, 0) { Refusal = why };

    /// <summary>The file together with another one that belongs to it: size and time change whenever either file does.</summary>
    public LogFile With(LogFile other) => new(Path, Size + other.Size, Math.Max(Modified, other.Modified));
}
