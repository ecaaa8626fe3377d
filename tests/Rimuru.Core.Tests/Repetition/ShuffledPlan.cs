using Rimuru.Core.Formats;
using Rimuru.Core.Ingest;

namespace Rimuru.Core.Tests.Repetition;

/// <summary>One to four readers that begin files in any order, and wait at any hand-over.</summary>
internal sealed class ShuffledPlan(int seed) : WorkPlan
{
    private const int LongestDelayMs = 3;

    private readonly Random random = new(seed);

    public override int Readers(int files) => 1 + seed % 4;

    public override void Arrange<T>(List<T> files, Func<T, LogFile> fileOf)
    {
        lock (random)
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(files));
    }

    public override void HandOver()
    {
        int delay;
        lock (random)
            delay = random.Next(2) == 0 ? 0 : random.Next(LongestDelayMs);
        if (delay > 0)
            Thread.Sleep(delay);
    }

    public override string ToString() => $"seed {seed}, {Readers(0)} readers";
}
