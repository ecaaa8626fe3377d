using Rimuru.Core.Formats;

namespace Rimuru.Core.Ingest;

/// <summary>How a run distributes its files among threads. No result may depend on it: tests use other plans.</summary>
internal class WorkPlan
{
    private const int MaxReaders = 4;

    public static WorkPlan Default { get; } = new();

    /// <summary>The number of reader threads.</summary>
    public virtual int Readers(int files) => Math.Clamp(Environment.ProcessorCount, 1, Math.Min(MaxReaders, Math.Max(1, files)));

    /// <summary>The order in which files are read: the largest first, so that the last thread does not run alone for long.</summary>
    public virtual void Arrange<T>(List<T> files, Func<T, LogFile> fileOf) =>
        files.Sort((a, b) => fileOf(b).Size.CompareTo(fileOf(a).Size));

    /// <summary>Called when one thread hands work to another; for tests.</summary>
    public virtual void HandOver()
    {
        // no delay
    }
}
