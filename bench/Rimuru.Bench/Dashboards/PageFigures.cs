using System.Diagnostics;
using System.Globalization;
using Rimuru.Bench.Scale;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Bench.Dashboards;

/// <summary>How long the pages of the dashboard take on a large ledger, first and again.</summary>
internal static class PageFigures
{
    private const int Active = 20;

    private static readonly string Year = TeamYear.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Month = TeamYear.Start.AddDays(335).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static readonly (string Name, string Path)[] Pages =
    [
        ("overview of a month", $"/?since={Month}"),
        ("overview of a year", $"/?since={Year}"),
        ("sessions of a year, the latest", $"/sessions?since={Year}"),
        ("sessions of a year by cost", $"/sessions?since={Year}&sessions.sort=Cost&sessions.order=desc"),
        ("sessions of a year by title", $"/sessions?since={Year}&sessions.sort=Title"),
        ("a year by month and project", $"/costs?since={Year}&by=month,project"),
        ("models of a year", $"/models?since={Year}"),
        ("limits", "/limits"),
    ];

    public static async Task<int> Run(string rimuru, long size, int rounds)
    {
        string home = Directory.CreateTempSubdirectory("rimuru-bench-").FullName,
            url = "sqlite:" + Path.Combine(home, "ledger.db");
        try
        {
            Fill(url, size);
            List<string[]> rows = [];
            foreach ((string name, string path) in Pages)
            {
                // The first page of a process finds nothing in its memory.
                using Process server = SignedIn.Start(rimuru, "dashboard", "--home", home, "--database", url, "--time-zone", "UTC");
                try
                {
                    using SignedIn browser = await SignedIn.Of(server).ConfigureAwait(false);
                    double first = await browser.Time(path).ConfigureAwait(false);
                    List<double> times = [];
                    for (int i = 0; i < rounds; i++)
                        times.Add(await browser.Time(path).ConfigureAwait(false));
                    rows.Add([name, Results.Number(first, "0"), Results.Number(Results.Median(times), "0")]);
                }
                finally
                {
                    server.Kill(entireProcessTree: true);
                }
            }

            Results.Write(
                "Pages of a large ledger",
                "dotnet run -c Release --project bench/Rimuru.Bench -- pages --rimuru RIMURU",
                $"`rimuru dashboard` on a year of {size:N0} records as above in SQLite, whose sessions have ended but for {Active}. First: of a "
                    + $"process that was asked nothing before; again: the median of {rounds}. {Results.Load}\n\n"
                    + Results.Table(["page", "first, ms", "again, ms"], rows)
            );
            return 0;
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static void Fill(string url, long size)
    {
        using ILedger ledger = ScaleRun.Open(url);
        ScaleRun.Fill(ledger, size);
        SessionFinding[] ended =
        [
            .. ledger
                .Read(CancellationToken.None)
                .Sessions(SessionScope.All)
                .SkipLast(Active)
                .Select(session => new SessionFinding(
                    session.Id,
                    new SessionRef(session.Agent, session.SessionId),
                    session.LastMs,
                    SessionStatus.Completed,
                    session.LastMs
                )),
        ];
        ledger.Settle(ended, changes: null, CancellationToken.None);
    }
}
