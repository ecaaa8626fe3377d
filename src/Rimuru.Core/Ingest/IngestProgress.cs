using System.Globalization;

namespace Rimuru.Core.Ingest;

/// <summary>The progress of an ingest, from when it is made.</summary>
internal sealed class IngestProgress(int files, long bytes, TimeProvider time)
{
    /// <summary>Less of the whole tells nothing about the rest.</summary>
    private const double LeastShare = 0.02;

    private readonly long started = time.GetTimestamp();

    public int Files { get; } = files;

    public long Bytes { get; } = bytes;

    public int FilesDone { get; set; }

    public long BytesDone { get; set; }

    /// <summary>The part that is done, from 0 to 1.</summary>
    public double Share => Bytes == 0 ? 0 : Math.Min(1, (double)BytesDone / Bytes);

    /// <summary>How much longer it takes at the rate so far; null while that tells nothing.</summary>
    public TimeSpan? Left => Share < LeastShare ? null : Elapsed * ((1 - Share) / Share);

    private TimeSpan Elapsed => time.GetElapsedTime(started);

    /// <summary>What is done, how fast, and what is left, in words.</summary>
    public override string ToString()
    {
        string done = string.Create(
            CultureInfo.InvariantCulture,
            $"{FilesDone:N0} of {Files:N0} files, {BytesDone / 1e6:N0} of {Bytes / 1e6:N0} MB"
        );
        return Left is { } left && Elapsed > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"{done}, {BytesDone / 1e6 / Elapsed.TotalSeconds:N0} MB/s, {Words(left)} left")
            : done;
    }

    private static string Words(TimeSpan left) =>
        left < TimeSpan.FromSeconds(90)
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalSeconds):N0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalMinutes):N0} min");
}
