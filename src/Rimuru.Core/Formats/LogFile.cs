namespace Rimuru.Core.Formats;

/// <summary>A log file as the file system lists it.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Last write time in ticks, UTC.</param>
internal sealed record LogFile(string Path, long Size, long Modified)
{
    /// <summary>Why a folder cannot be listed, which stands for whatever logs are in it; null for a file.</summary>
    public string? Refusal { get; private init; }

    public bool IsRefused => Refusal is not null;

    public static LogFile Refused(string folder, string why = "the folder may not be entered.") => new(folder, 0, 0) { Refusal = why };

    /// <summary>
    /// The file as it counts together with another that tells of the same: its size and time change whenever one of them does.
    /// </summary>
    public LogFile With(LogFile other) => new(Path, Size + other.Size, Math.Max(Modified, other.Modified));
}
