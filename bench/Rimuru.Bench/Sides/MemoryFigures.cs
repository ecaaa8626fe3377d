namespace Rimuru.Bench.Sides;

/// <summary>How much memory a first read takes at its peak, and that it does not grow with the logs.</summary>
internal static class MemoryFigures
{
    private const int Times = 10;

    public static int Run(string rimuru, int megabytes, int rounds)
    {
        string large = BenchHome.At(null, megabytes * Times);
        try
        {
            double one = Peak(rimuru, BenchHome.At(null, megabytes), rounds),
                more = Peak(rimuru, large, rounds);
            Results.Write(
                "Memory",
                "dotnet run -c Release --project bench/Rimuru.Bench -- memory --rimuru RIMURU",
                $"The peak of a first read, everything stored and the answer printed; medians of {rounds}. {Ledgers.KindOf(rimuru)}\n\n"
                    + Results.Table(
                        ["logs", "peak MiB"],
                        [
                            [$"{megabytes:N0} MB", Results.Number(one, "0")],
                            [$"{megabytes * Times:N0} MB", Results.Number(more, "0")],
                            ["more", Results.Number(more - one, "0")],
                        ]
                    )
            );
            return 0;
        }
        finally
        {
            Directory.Delete(large, recursive: true); // too large to be kept
        }
    }

    private static double Peak(string rimuru, string home, int rounds)
    {
        using Ledgers ledger = new(rimuru, home);
        return Results.Median(
            Enumerable
                .Range(0, rounds)
                .Select(_ =>
                {
                    ledger.Forget();
                    return MeasuredProcess.Of(ledger.Question, new Dictionary<string, string>()).Peak;
                })
                .ToList()
        );
    }
}
