using Rimuru.Core.Formats;

namespace Rimuru.Core.Ingest;

/// <summary>How a run shares its files out among threads. No answer may depend on it: tests put other plans in its place.</summary>
internal class WorkPlan
{
    private const int MaxReaders = 4;

    public static WorkPlan Default { get; } = new();

    /// <summary>How many threads read.</summary>
    public virtual int Readers(int files) => Math.Clamp(Environment.ProcessorCount, 1, Math.Min(MaxReaders, Math.Max(1, files)));

    /// <summary>The order in which files are begun: the largest first, so that no reader is left alone with one at the end.</summary>
    public virtual void Arrange<T>(List<T> files, Func<T, LogFile> fileOf) =>
        files.Sort((a, b) => fileOf(b).Size.CompareTo(fileOf(a).Size));

    /// <summary>Called where one thread hands work to another.</summary>
    public virtual void HandOver()
    {
        // at once
    }
}
