using System.Diagnostics;
using System.Globalization;
using Rimuru.Core.Config;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Bench.Scale;

/// <summary>How fast a large ledger takes rows in and answers, in a file and on a server.</summary>
internal static class ScaleRun
{
    private const long RowsPerCommit = 100_000;
    private static readonly DateTimeOffset End = TeamYear.Start.AddDays(365);

    private static readonly ReportFilter OneSession = new() { SessionId = ["session-0000007B"] };

    private static readonly (string Name, Func<ILedger, bool> HasAnswer)[] Questions =
    [
        ("a year by day and model", ledger => HasCost(ledger, Of(TeamYear.Start, End, CostGrouping.Day, CostGrouping.Model))),
        ("a month by day and model", ledger => HasCost(ledger, Of(End.AddDays(-30), End, CostGrouping.Day, CostGrouping.Model))),
        ("everything by model", ledger => HasCost(ledger, new CostQuery { By = [CostGrouping.Model], Zone = TimeZoneInfo.Utc })),
        ("a month by user", ledger => HasCost(ledger, Of(End.AddDays(-30), End, CostGrouping.User))),
        ("a month by day and project", ledger => HasCost(ledger, Of(End.AddDays(-30), End, CostGrouping.Day, CostGrouping.Project))),
        ("a year by month and project", ledger => HasCost(ledger, Of(TeamYear.Start, End, CostGrouping.Month, CostGrouping.Project))),
        ("a month by session", ledger => HasCost(ledger, Of(End.AddDays(-30), End, CostGrouping.Session))),
        ("a year by session", ledger => HasCost(ledger, Of(TeamYear.Start, End, CostGrouping.Session))),
        ("runaways of a month", ledger => Judges(ledger, TimeSpan.FromDays(30))),
        ("runaways of an hour", ledger => Judges(ledger, TimeSpan.FromHours(1))),
        ("the sessions of a day", ledger => HasSessions(ledger, new ReportFilter { Since = End.AddDays(-10), Until = End.AddDays(-9) })),
        ("one session", ledger => HasSessions(ledger, OneSession)),
        (
            "one session's cost",
            ledger =>
                HasCost(
                    ledger,
                    new CostQuery
                    {
                        By = [CostGrouping.Model],
                        Filter = OneSession,
                        Zone = TimeZoneInfo.Utc,
                    }
                )
        ),
        (
            "one session's records",
            ledger =>
                UsageReport.Run(ledger.Read(CancellationToken.None), OneSession, CancellationToken.None).Count()
                == TeamYear.RequestsPerSession
        ),
    ];

    /// <summary>Looks for sessions that ran away at the end of the year; none is to be found.</summary>
    private static bool Judges(ILedger ledger, TimeSpan time) =>
        !new RunawayReport(ledger.Read(CancellationToken.None), End)
            .Run(new ReportFilter { Since = End - time, Until = End }, CancellationToken.None)
            .Any();

    public static int Run(string? server, IReadOnlyList<long> sizes, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        try
        {
            List<string[]> columns = [];
            foreach (long size in sizes)
            {
                columns.Add([
                    $"SQLite, {size / 1_000_000.0:0.#} M",
                    .. Measure("sqlite:" + Path.Combine(folder, $"{size}.db"), size, rounds),
                ]);
                if (server is not null)
                    columns.Add([
                        $"PostgreSQL, {size / 1_000_000.0:0.#} M",
                        .. Measure(
                            $"{server}{(server.Contains('?', StringComparison.Ordinal) ? '&' : '?')}schema=rimuru_bench_{size}",
                            size,
                            rounds
                        ),
                    ]);
            }

            string[] names = ["rows in, a second", .. Questions.Select(question => question.Name + ", ms")];
            List<string[]> rows = [.. names.Select((name, i) => (string[])[name, .. columns.Select(column => column[i + 1])])];
            Results.Write(
                "Large ledgers",
                "dotnet run -c Release --project bench/Rimuru.Bench -- scale --server postgres://USER@HOST/DATABASE",
                "A year of fifty people on fifty machines, 200 projects, 8 models; sessions of 50 requests. Rows in: by the store's "
                    + "own writer, with rollups and indexes, in transactions of 100,000. "
                    + $"Questions: medians of {rounds} in an open ledger, whatever the operating system and the server keep in memory.\n\n"
                    + Results.Table(["", .. columns.Select(column => column[0])], rows)
            );
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Measure(string url, long size, int rounds)
    {
        using ILedger ledger = Open(url);
        Stopwatch time = Stopwatch.StartNew();
        Fill(ledger, size);
        yield return (size / time.Elapsed.TotalSeconds).ToString("N0", CultureInfo.InvariantCulture);
        foreach ((string name, Func<ILedger, bool> hasAnswer) in Questions)
            yield return Results.Number(Results.Median(Times(ledger, name, hasAnswer, rounds)), "0");
    }

    /// <summary>The ledger at a URL, for a benchmark.</summary>
    public static ILedger Open(string url) =>
        LedgerStore.Open(
            LedgerStore.Parse(url, HostEnvironment.Current()),
            new LedgerOptions("bench", "bench", 10, TimeProvider.System),
            CancellationToken.None
        );

    /// <summary>Writes that many rows, as one process that reads logs would.</summary>
    public static void Fill(ILedger ledger, long size)
    {
        using ILedgerWriter writer = ledger.Write("2026-11-01", CancellationToken.None);
        foreach (FileBatch batch in TeamYear.Sessions(size))
        {
            writer.Apply(batch);
            if (writer.Pending >= RowsPerCommit)
                writer.CommitAndContinue();
        }

        writer.Commit();
    }

    private static List<double> Times(ILedger ledger, string question, Func<ILedger, bool> hasAnswer, int rounds)
    {
        List<double> times = [];
        for (int i = 0; i <= rounds; i++)
        {
            Stopwatch time = Stopwatch.StartNew();
            if (!hasAnswer(ledger))
                throw new InvalidOperationException($"There is no answer to {question}.");
            if (i > 0)
                times.Add(time.Elapsed.TotalMilliseconds);
        }

        return times;
    }

    private static bool HasCost(ILedger ledger, CostQuery query) => new CostReport(ledger.Read, query).Run(CancellationToken.None).Any();

    private static bool HasSessions(ILedger ledger, ReportFilter filter) =>
        new SessionReport(ledger.Read(CancellationToken.None), _ => null).Run(filter, onlyActive: false, CancellationToken.None).Any();

    private static CostQuery Of(DateTimeOffset since, DateTimeOffset until, params CostGrouping[] by) =>
        new()
        {
            By = by,
            Filter = new ReportFilter { Since = since.AddMinutes(7), Until = until.AddMinutes(-7) },
            Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        };
}
