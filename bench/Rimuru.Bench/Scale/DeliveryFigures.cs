using System.Diagnostics;
using Rimuru.Core;
using Rimuru.Core.Events;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Bench.Scale;

/// <summary>How long many events take to their hook: a log file, which takes no time of its own.</summary>
internal static class DeliveryFigures
{
    private const int Events = 20_000;
    private const int Records = 1_000_000;

    public static int Run(string? server)
    {
        List<string[]> rows = [];
        string root = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        try
        {
            rows.AddRange(Measure(root, "sqlite:" + Path.Combine(root, "ledger.db"), "SQLite"));
            if (server is not null)
            {
                string url = $"{server}{(server.Contains('?', StringComparison.Ordinal) ? '&' : '?')}schema=rimuru_bench_events";
                rows.AddRange(Measure(root, url, "PostgreSQL"));
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }

        Results.Write(
            "Events to a hook",
            "dotnet run -c Release --project bench/Rimuru.Bench -- deliver --server postgres://USER@HOST/DATABASE",
            $"The hook writes a file. The past is that of {Records / TeamYear.RequestsPerSession:N0} sessions with {Records:N0} records.\n\n"
                + Results.Table(["what", "wall"], rows)
        );
        return 0;
    }

    private static IEnumerable<string[]> Measure(string root, string url, string name)
    {
        using RimuruEngine engine = RimuruEngine.Open(new EngineOptions { HomePath = root, Database = url });
        using (ILedger ledger = ScaleRun.Open(url))
        {
            ScaleRun.Fill(ledger, Records);
            SessionFinding[] ended =
            [
                .. ledger
                    .Read(CancellationToken.None)
                    .Sessions(SessionScope.All)
                    .Select(session => new SessionFinding(
                        session.Id,
                        new SessionRef(session.Agent, session.SessionId),
                        session.LastMs,
                        SessionStatus.Completed,
                        session.LastMs
                    )),
            ];
            ledger.Settle(ended, null, CancellationToken.None);
        }

        yield return Row(
            $"{name}: register a hook, and tell it the past",
            () => Register(engine, root, EventKind.SessionEnd, withPast: true)
        );
        yield return Row($"{name}: deliver the past", () => Deliver(engine, Records / TeamYear.RequestsPerSession));
        Register(engine, root, EventKind.Custom, withPast: false);
        using (ILedger ledger = ScaleRun.Open(url))
        {
            long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 1;
            ledger.Events.Change(
                table =>
                {
                    for (int i = 0; i < Events; i++)
                    {
                        CustomEvent told = new() { Name = $"event-{i}", Time = DateTimeOffset.FromUnixTimeMilliseconds(now) };
                        table.Add(StoredEvent.Of($"{i}", told), now);
                    }
                },
                CancellationToken.None
            );
        }

        yield return Row($"{name}: deliver {Events:N0} events", () => Deliver(engine, Events));
    }

    private static void Register(RimuruEngine engine, string root, EventKind kind, bool withPast) =>
        engine.Hooks.Register(
            new Hook
            {
                Name = "log",
                Event = [kind],
                Handler = HookHandler.SessionLog,
                Setting = new Dictionary<string, string> { ["Path"] = Path.Combine(root, "events.jsonl"), ["Format"] = "jsonl" },
            },
            withPast,
            CancellationToken.None
        );

    private static void Deliver(RimuruEngine engine, int expected)
    {
        int delivered = engine.Hooks.Deliver(actionsOnly: false, Console.Error.WriteLine, CancellationToken.None).Count;
        if (delivered != expected)
            throw new InvalidOperationException($"{delivered} events were delivered, not {expected}.");
    }

    private static string[] Row(string name, Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return [name, Results.Number(Stopwatch.GetElapsedTime(started).TotalSeconds, "0.0") + " s"];
    }
}
