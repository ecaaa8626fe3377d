using System.Globalization;
using Rimuru.Core;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Repetition;

namespace Rimuru.Bench.Runaways;

/// <summary>
/// How often the rule for sessions that run away speaks where none does: judged at each request of all homes, and of months that seeds make.
/// And how many of those that do run away it finds.
/// </summary>
internal static class RunawayRun
{
    private static readonly string[] Columns = ["homes", "sessions", "requests", "burn rate", "loops"];

    /// <param name="seeds">How many homes of each agent, and how many months, are made.</param>
    /// <param name="corpus">A home of real logs to be judged, too; null for none.</param>
    public static int Run(int seeds, string? corpus)
    {
        Console.WriteLine($"| | {string.Join(" | ", Columns)} |\n|---|{string.Concat(Enumerable.Repeat("---:|", Columns.Length))}");
        Print("shared corpora and cases", RepeatedHome.Shared().Select(OfHome));
        Print("homes of the tests' generators", RepeatedHome.Generated(1, seeds).Select(OfHome));
        Print("the home of the benchmarks", [OfFolder(BenchHome.At(null, 128))]);
        if (corpus is not null)
            Print("the named home", [OfFolder(corpus)]);
        Print("months without a runaway", Enumerable.Range(1, seeds).Select(seed => OfMonth(new AgentMonth(seed))));
        Print("months, each with a loop", Enumerable.Range(1, seeds).Select(seed => OfMonth(new AgentMonth(seed).WithLoop())));
        Print("months, each with a dear session", Enumerable.Range(1, seeds).Select(seed => OfMonth(new AgentMonth(seed).WithBurn())));
        return 0;
    }

    private static Judged OfHome(RepeatedHome repeated)
    {
        using TestHome home = new();
        repeated.LayOut(home);
        using RimuruEngine engine = home.Open();
        return Of(engine);
    }

    private static Judged OfFolder(string folder)
    {
        string ledger = Path.Combine(Path.GetTempPath(), $"rimuru-runaways-{Guid.NewGuid():N}.db");
        try
        {
            using RimuruEngine engine = RimuruEngine.Open(new EngineOptions { HomePath = folder, Database = "sqlite:" + ledger });
            return Of(engine);
        }
        finally
        {
            File.Delete(ledger);
        }
    }

    private static Judged Of(RimuruEngine engine)
    {
        engine.Ledger.Sync([], null, null, CancellationToken.None);
        if (!engine.Ledger.Exists)
            return new Judged(0, 0, 0, 0);
        IReadOnlyList<Session> sessions = [.. engine.Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None)];
        Runaway[] found = [.. engine.Reports.Runaways(new ReportFilter(), CancellationToken.None)];
        foreach (Runaway one in found)
            Console.Error.WriteLine(
                $"  {one.Agent} {one.SessionId} {one.Reason}: {one.Requests} requests, {one.CostPerMinute} USD a minute"
            );
        return new Judged(
            sessions.Count,
            sessions.Sum(session => session.Requests),
            found.Count(one => one.Reason == RunawayReason.BurnRate),
            found.Count(one => one.Reason == RunawayReason.Loop)
        );
    }

    private static Judged OfMonth(AgentMonth month)
    {
        RunawayRule rule = new();
        List<RunawayRequest> requests = [.. month.Requests.OrderBy(request => request.UnixMs)];
        foreach (RunawayRequest request in requests)
            rule.Add(request);
        return new Judged(
            requests.Select(request => request.Session).Distinct().Count(),
            requests.Count,
            rule.Found.Count(one => one.Reason == RunawayReason.BurnRate),
            rule.Found.Count(one => one.Reason == RunawayReason.Loop)
        );
    }

    private static void Print(string what, IEnumerable<Judged> homes)
    {
        Judged[] all = [.. homes];
        long[] figures =
        [
            all.Length,
            all.Sum(one => one.Sessions),
            all.Sum(one => one.Requests),
            all.Sum(one => one.Burns),
            all.Sum(one => one.Loops),
        ];
        Console.WriteLine($"| {what} | {string.Join(" | ", figures.Select(one => one.ToString("N0", CultureInfo.InvariantCulture)))} |");
    }

    private readonly record struct Judged(long Sessions, long Requests, long Burns, long Loops);
}
