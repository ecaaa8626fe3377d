using System.Diagnostics;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Rimuru.Bench.Scale;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Bench.Sides;

/// <summary>How long an agent waits for an answer of the MCP server, on a ledger of a million records.</summary>
internal static class McpFigures
{
    private const int Records = 1_000_000;
    private const int Session = 123;

    private static readonly (string Tool, string Words, Dictionary<string, object?> Arguments)[] Questions =
    [
        ("cost", "today", new() { ["since"] = "today" }),
        ("cost", "by model, all time", new() { ["by"] = "model" }),
        ("cost", "by project and month, all time", new() { ["by"] = new[] { "project", "month" } }),
        ("sessions", "the last week", new() { ["since"] = "7d" }),
        ("blocks", "the last week", new() { ["since"] = "7d" }),
        ("limits", "all", []),
        ("budgets", "all", []),
        ("forecast", "all", []),
        ("prices", "claude-*", new() { ["model"] = "claude-*" }),
    ];

    public static async Task<int> Run(string rimuru, int rounds)
    {
        string root = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        try
        {
            Refreshes.Fill(root);
            string url = "sqlite:" + Path.Combine(root, "ledger.db");
            using (ILedger ledger = ScaleRun.Open(url))
                ScaleRun.Fill(ledger, Records);
            List<string[]> rows = await Measure(rimuru, root, url, rounds).ConfigureAwait(false);
            Results.Write(
                "Answers for agents",
                "dotnet run -c Release --project bench/Rimuru.Bench -- mcp --rimuru RIMURU",
                $"One `rimuru mcp`, asked by the protocol's own client, on a ledger of {Records:N0} records and a home of "
                    + $"{Refreshes.Files:N0} logs; before each question a log has grown by a line. {Ledgers.KindOf(rimuru)}\n\n"
                    + Results.Table(["tool", "question", "first", "median", "slowest"], rows)
            );
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<List<string[]>> Measure(string rimuru, string home, string url, int rounds)
    {
        string[] command = rimuru.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        StdioClientTransport transport = new(
            new StdioClientTransportOptions
            {
                Command = command[0],
                Arguments = [.. command[1..], "mcp", "--home", home, "--database", url],
                StandardErrorLines = _ => { },
            }
        );
        await using McpClient client = await McpClient.CreateAsync(transport).ConfigureAwait(false);
        List<string[]> rows = [];
        int lines = 1_000_000;
        foreach ((string tool, string words, Dictionary<string, object?> arguments) in Questions)
        {
            List<double> times = [];
            for (int i = 0; i <= rounds; i++)
            {
                await File.AppendAllTextAsync(Refreshes.PathOf(home, Session), Refreshes.Line(lines++, "")).ConfigureAwait(false);
                long started = Stopwatch.GetTimestamp();
                CallToolResult answer = await client.CallToolAsync(tool, arguments).ConfigureAwait(false);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                if (answer.IsError == true)
                    throw new InvalidOperationException($"{tool}: {answer.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text}");
            }

            rows.Add([tool, words, Time(times[0]), Time(Results.Median(times.Skip(1))), Time(times.Skip(1).Max())]);
        }

        return rows;
    }

    private static string Time(double milliseconds) => Results.Number(milliseconds, "0") + " ms";
}
