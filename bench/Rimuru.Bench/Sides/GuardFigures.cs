using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rimuru.Bench.Scale;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Bench.Sides;

/// <summary>How long an agent waits for the guard and for the status line: whole processes, on a ledger of a million records.</summary>
internal static class GuardFigures
{
    private const int Records = 1_000_000;
    private const int Session = 123;

    private static readonly string[][] Budgets =
    [
        ["quarter", "--amount", "100000000", "--window", "quarter"],
        ["project", "--amount", "100000000", "--window", "quarter", "--project", "p,shop"],
        ["agent", "--amount", "100000000", "--window", "5h", "--agent", "ClaudeCode"],
        ["session", "--amount", "100000000", "--window", "session"],
        ["other", "--amount", "1", "--window", "total", "--agent", "Codex"],
    ];

    public static int Run(string rimuru, string? server, int rounds)
    {
        string root = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        try
        {
            Refreshes.Fill(root);
            List<string[]> rows = [.. Measure(rimuru, root, "sqlite:" + Path.Combine(root, "ledger.db"), "SQLite", rounds)];
            if (server is not null)
            {
                string url = $"{server}{(server.Contains('?', StringComparison.Ordinal) ? '&' : '?')}schema=rimuru_bench_guard";
                rows.AddRange(Measure(rimuru, root, url, "PostgreSQL", rounds));
            }

            rows.AddRange(MeasureSilence(rimuru, root, rounds));
            Results.Write(
                "Guard and status line",
                "dotnet run -c Release --project bench/Rimuru.Bench -- guard --rimuru RIMURU --server postgres://USER@HOST/DATABASE",
                $"Whole processes on a ledger of {Records:N0} records and a home of {Refreshes.Files:N0} logs, with five budgets of which "
                    + $"four count. {Ledgers.KindOf(rimuru)}\n\n"
                    + Results.Table(["call", "wall, median", "wall, slowest"], rows)
            );
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static IEnumerable<string[]> Measure(string rimuru, string home, string url, string name, int rounds)
    {
        using (ILedger ledger = ScaleRun.Open(url))
            ScaleRun.Fill(ledger, Records);
        string[] place = ["--home", home, "--database", url];
        Call(rimuru, ["sync", .. place], "");
        foreach (string[] budget in Budgets)
            Call(rimuru, ["budget", "set", .. budget, .. place], "");
        string log = Refreshes.PathOf(home, Session);
        int lines = 1_000_000;
        yield return Row($"{name}: guard, nothing new", rimuru, ["guard", .. place], Prompt(log), rounds, null);
        yield return Row(
            $"{name}: guard, the session grew by a line",
            rimuru,
            ["guard", .. place],
            Prompt(log),
            rounds,
            () => File.AppendAllText(log, Refreshes.Line(lines++, ""))
        );
        yield return Row($"{name}: status line", rimuru, ["statusline", .. place], Prompt(log), rounds, null);
        yield return Row(
            $"{name}: two budgets of a quarter, with forecasts",
            rimuru,
            ["budget", "check", "quarter", "project", "--no-sync", .. place],
            "",
            rounds,
            null
        );
        Call(rimuru, ["budget", "set", "total", "--amount", "1", "--window", "total", .. place], "");
        if (!Call(rimuru, ["guard", "--limit", "60000", .. place], Prompt(log)).Output.Contains("block", StringComparison.Ordinal))
            throw new InvalidOperationException("The guard did not stop what is spent.");
        yield return Row($"{name}: guard, stopped by a budget of all time", rimuru, ["guard", .. place], Prompt(log), rounds, null);
    }

    /// <summary>A server that accepts a connection and says nothing, and one that is not there.</summary>
    private static IEnumerable<string[]> MeasureSilence(string rimuru, string home, int rounds)
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        string[] of(int at) => ["guard", "--home", home, "--database", $"postgres://nobody@127.0.0.1:{at}/nothing"];
        string input = Prompt(Refreshes.PathOf(home, Session));
        yield return Row("PostgreSQL: guard, the server does not answer", rimuru, of(port), input, rounds, null);
        silent.Stop();
        yield return Row("PostgreSQL: guard, the server is not there", rimuru, of(port), input, rounds, null);
    }

    private static string Prompt(string log) =>
        $$"""{"session_id":"00000001-0000-4000-8000-000000000001","transcript_path":"{{log}}","cwd":"/home/dev/p","hook_event_name":"UserPromptSubmit","prompt":"x"}""";

    private static string[] Row(string name, string rimuru, string[] arguments, string input, int rounds, Action? before)
    {
        Call(rimuru, arguments, input);
        List<double> times = [];
        for (int i = 0; i < rounds; i++)
        {
            before?.Invoke();
            times.Add(Call(rimuru, arguments, input).Milliseconds);
        }

        return [name, Results.Number(Results.Median(times), "0") + " ms", Results.Number(times.Max(), "0") + " ms"];
    }

    private static (string Output, double Milliseconds) Call(string rimuru, string[] arguments, string input)
    {
        string[] command = rimuru.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ProcessStartInfo start = new(command[0], [.. command[1..], .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return process.ExitCode == 0
            ? (output, time)
            : throw new InvalidOperationException($"rimuru {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
