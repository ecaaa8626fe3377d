using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rimuru.Core;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.ModelCatalog;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Cli.Tests;

/// <summary>
/// Real processes that read logs and deliver events to a real receiver, killed at any moment. <c>RIMURU_TEST_KILLS</c> sets how many, for a
/// long run.
/// </summary>
public sealed class HookCrashTests
{
    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("RIMURU_TEST_KILLS") ?? "6",
        CultureInfo.InvariantCulture
    );

    [Theory]
    [InlineData(1, TestStore.Sqlite)]
    [InlineData(2, TestStore.Postgres)]
    public void Each_fact_arrives_and_none_has_two_ids_whenever_processes_are_killed(int seed, TestStore store)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent as on Unix.");
        TestStores.Require(store);
        using TestHome home = new(store);
        using LoopbackServer receiver = new LoopbackServer().Usually(204);
        Random random = new(seed);
        Cli cli = new(home.Folder);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("first", session: "first", time: At(-60)));
        home.Sync();
        CostRecord before = Total(home);
        using (RimuruEngine engine = home.Open())
            engine.Hooks.Register(
                new Hook
                {
                    Name = "all",
                    Event = [EventKind.CostRecorded, EventKind.SessionStart],
                    Handler = HookHandler.Webhook,
                    Timeout = TimeSpan.FromSeconds(5),
                    Setting = new Dictionary<string, string> { ["Url"] = receiver.Url },
                },
                withPast: false,
                CancellationToken.None
            );
        Stopwatch whole = Stopwatch.StartNew();
        cli.Run("sync", "--database", home.Database).ExitCode.ShouldBe(0);
        whole.Stop();
        HashSet<string> sessions = [];
        int line = 0;
        for (int i = 0; i < Kills; i++)
        {
            for (int j = 0; j < 20; j++)
            {
                string session = $"s{random.Next(Kills * 4)}";
                sessions.Add(session);
                Append(home, session, $"m{seed}-{line++}", random.Next(1, 500));
            }

            Process[] processes = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => cli.Start("sync", "--database", home.Database))];
            Thread.Sleep(whole.Elapsed * (0.3 + random.NextDouble()));
            foreach (Process process in processes)
            {
                process.Kill();
                process.WaitForExit();
                process.Dispose();
            }
        }

        // The lease of the last one that was killed has to end, and what it broke off is tried again.
        CostRecord after;
        Stopwatch wait = Stopwatch.StartNew();
        do
        {
            Thread.Sleep(1000);
            cli.Run("sync", "--database", home.Database).ExitCode.ShouldBe(0);
            after = Total(home);
        } while (Tokens(receiver) != after.TotalTokens - before.TotalTokens && wait.Elapsed < TimeSpan.FromMinutes(4));

        Tokens(receiver).ShouldBe(after.TotalTokens - before.TotalTokens);
        Of(receiver, "rimuru.CostRecorded.v1").Sum(told => told["requests"]!.GetValue<long>()).ShouldBe(after.Requests - before.Requests);
        string[] started = [.. Of(receiver, "rimuru.SessionStart.v1").Select(told => told["sessionId"]!.GetValue<string>())];
        started.ShouldBeUnique();
        started.ShouldBe(sessions, ignoreOrder: true);

        // A repeat is the same, byte for byte.
        foreach (IGrouping<string, string> repeated in Texts(receiver).GroupBy(body => JsonNode.Parse(body)!["id"]!.GetValue<string>()))
            repeated.Distinct().Count().ShouldBe(1);
    }

    private static long Tokens(LoopbackServer receiver) =>
        Of(receiver, "rimuru.CostRecorded.v1").Sum(told => told["totalTokens"]!.GetValue<long>());

    private static IEnumerable<string> Texts(LoopbackServer receiver) => receiver.Bodies.Select(Encoding.UTF8.GetString);

    /// <summary>The data of the events of a type, each once.</summary>
    private static IEnumerable<JsonNode> Of(LoopbackServer receiver, string type) =>
        Texts(receiver)
            .Distinct()
            .Select(body => JsonNode.Parse(body)!)
            .Where(told => told["type"]!.GetValue<string>() == type)
            .Select(told => told["data"]!);

    private static void Append(TestHome home, string session, string id, int output)
    {
        string log = $".claude/projects/-work-shop/{session}.jsonl";
        string text = ClaudeCodeLines.Assistant(
            id,
            string.Create(CultureInfo.InvariantCulture, $""" "input_tokens":10,"output_tokens":{output} """),
            session,
            time: At(1)
        );
        if (File.Exists(home.In(log)))
            home.Append(log, text + "\n");
        else
            home.Write(log, text);
    }

    private static string At(int minutes) =>
        DateTimeOffset.UtcNow.AddMinutes(minutes).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static CostRecord Total(TestHome home) => home.Costs(new CostQuery { By = [] }).Single();
}
