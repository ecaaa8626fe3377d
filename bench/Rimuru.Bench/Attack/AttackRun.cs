using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Rimuru.Core;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Store;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Bench.Attack;

/// <summary>
/// The long form of the tests against hostile input: as many rounds as the time allows, from a seed that the output names. It throws at the
/// first round that breaks a promise.
/// </summary>
internal static class AttackRun
{
    public static void Run(TimeSpan time, int seed, string? rimuru)
    {
        Console.WriteLine($"seed {seed}");
        Report("log lines turned, cut and doubled", Lines(time, seed));
        Report("backups turned and cut", Backups(time, seed));
        if (rimuru is not null)
            Report("signals to a command that waits for a silent server", Signals(time, rimuru));
    }

    /// <summary>Lines that no agent wrote cost their neighbours nothing.</summary>
    private static (long Rounds, string Detail) Lines(TimeSpan time, int seed)
    {
        Random random = new(seed);
        Stopwatch clock = Stopwatch.StartNew();
        long lines = 0;
        while (clock.Elapsed < time)
        {
            using TestHome home = new(TestStore.Sqlite);
            StringBuilder text = new();
            const int Good = 50;
            for (int i = 0; i < Good; i++)
            {
                text.Append(Line($"m{i}")).Append('\n');
                for (int bad = 0; bad < 40; bad++, lines++)
                    text.Append(Mutated(Line($"bad{i}-{bad}"), random)).Append('\n');
            }

            home.WriteBytes(Log, Encoding.Latin1.GetBytes(text.ToString()));
            using RimuruEngine engine = home.Open();
            engine.Ledger.Sync([], null, null, CancellationToken.None);
            int found = engine.Reports.Usage(new ReportFilter(), CancellationToken.None).Count(record => record.InputTokens == 777);
            if (found < Good)
                throw new InvalidOperationException($"{Good - found} good lines were lost at line {lines}.");
            Demand(engine);
        }

        return (lines, "lines");
    }

    /// <summary>Whatever a backup is, the ledger is whole afterwards.</summary>
    private static (long Rounds, string Detail) Backups(TimeSpan time, int seed)
    {
        Random random = new(seed);
        using TestHome home = new(TestStore.Sqlite);
        home.Write(Log, [.. Enumerable.Range(0, 500).Select(i => Line($"m{i}"))]);
        string backup = Path.Combine(home.Folder, "saved.backup"),
            turned = Path.Combine(home.Folder, "turned.backup");
        using (RimuruEngine engine = home.Open())
        {
            engine.Ledger.Sync([], null, null, CancellationToken.None);
            engine.Store.BackUp(backup, isForced: true, CancellationToken.None);
        }

        byte[] whole = File.ReadAllBytes(backup);
        Stopwatch clock = Stopwatch.StartNew();
        long rounds = 0,
            refused = 0;
        for (; clock.Elapsed < time; rounds++)
        {
            byte[] bytes = random.Next(3) == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (int i = random.Next(64); i > 0 && bytes.Length > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(turned, bytes);
            using RimuruEngine engine = home.Open();
            try
            {
                engine.Store.Restore(turned, isForced: true, CancellationToken.None);
            }
            catch (RimuruException)
            {
                refused++;
            }

            Demand(engine);
        }

        return (rounds, string.Create(CultureInfo.InvariantCulture, $"backups, {refused} refused"));
    }

    private static (long Rounds, string Detail) Signals(TimeSpan time, string rimuru)
    {
        string[] commands = ["cost --no-sync", "sessions", "usage", "sync", "store status", "store test", "agents", "duplicates"];
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        string url = string.Create(CultureInfo.InvariantCulture, $"postgres://u@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/d");
        Stopwatch clock = Stopwatch.StartNew();
        long rounds = 0;
        TimeSpan longest = TimeSpan.Zero;
        for (; clock.Elapsed < time; rounds++)
        {
            string[] words = rimuru.Split(' ');
            using Process process = Process.Start(
                new ProcessStartInfo(words[0], [.. words[1..], .. commands[rounds % commands.Length].Split(' '), "--database", url])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            using TcpClient client = silent.AcceptTcpClient();
            Stopwatch ending = Stopwatch.StartNew();
            using (
                Process kill = Process.Start(
                    "kill",
                    [rounds % 2 == 0 ? "-INT" : "-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]
                )
            )
                kill.WaitForExit();
            if (!process.WaitForExit(5_000))
                throw new InvalidOperationException($"'{commands[rounds % commands.Length]}' was still there after five seconds.");
            if (ending.Elapsed > longest)
                longest = ending.Elapsed;
            if (process.StandardError.ReadToEnd().Contains("   at ", StringComparison.Ordinal))
                throw new InvalidOperationException("An exception was not caught.");
        }

        return (rounds, string.Create(CultureInfo.InvariantCulture, $"processes, the longest end took {longest.TotalMilliseconds:0} ms"));
    }

    private static void Demand(RimuruEngine engine)
    {
        if (
            engine
                .Store.Check(CancellationToken.None)
                .FirstOrDefault(check => check.Name is "Integrity" or "Version" && check.Status == CheckStatus.Failed) is
            { } failed
        )
            throw new InvalidOperationException(failed.Detail);
    }

    private static string Line(string id) => Assistant(id, """ "input_tokens":777,"output_tokens":5 """);

    private static string Mutated(string line, Random random)
    {
        StringBuilder text = new(line);
        for (int i = random.Next(1, 5); i > 0 && text.Length > 1; i--)
        {
            int at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text[at] = (char)random.Next(1, 256);
                    break;
                case 1:
                    text.Remove(at, random.Next(1, text.Length - at + 1));
                    break;
                case 2:
                    text.Insert(at, "\\ud800{[\""[random.Next(9)]);
                    break;
                default:
                    text.Insert(at, line.AsSpan(0, random.Next(line.Length)));
                    break;
            }
        }

        return text.Replace("\n", "").ToString();
    }

    private static void Report(string what, (long Rounds, string Detail) done) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {done.Rounds:N0} {done.Detail}"));
}
