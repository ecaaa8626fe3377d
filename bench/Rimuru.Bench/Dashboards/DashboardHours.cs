using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Rimuru.Bench.Dashboards;

/// <summary>
/// The web dashboard for a long time: logs grow under it, three browsers listen and pages are asked for, its memory is looked at every
/// minute, and its figures are compared with those of the command.
/// </summary>
internal static class DashboardHours
{
    private const int Logs = 2000,
        Listeners = 3;

    private static readonly string[] Pages =
    [
        "/?since=all",
        "/costs?since=all&by=project",
        "/sessions?since=all",
        "/models",
        "/limits",
        "/agents",
        "/metrics",
    ];

    private static readonly TimeSpan AfterWarmUp = TimeSpan.FromMinutes(5);

    public static async Task<int> Run(string rimuru, double minutes)
    {
        string home = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        using CancellationTokenSource end = new();
        try
        {
            Growth growth = new(home);
            for (int i = 0; i < Logs; i++)
                growth.Append(i);
            using Process server = SignedIn.Start(rimuru, "dashboard", "--home", home);
            try
            {
                using SignedIn browser = await SignedIn.Of(server).ConfigureAwait(false);
                LongRun run = new(rimuru, home, server, growth, browser);
                Task[] listeners = [.. Enumerable.Range(0, Listeners).Select(_ => run.Listen(end.Token))];
                await run.Last(TimeSpan.FromMinutes(minutes)).ConfigureAwait(false);
                await end.CancelAsync().ConfigureAwait(false);
                await Task.WhenAll(listeners).ConfigureAwait(false);
                run.Report(minutes);
                return run.Differences == 0 ? 0 : 1;
            }
            finally
            {
                server.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>Logs that grow by requests of now.</summary>
    private sealed class Growth(string home)
    {
        private readonly Random random = new(1);

        public int Requests { get; private set; }

        public void Append(int log)
        {
            string folder = Path.Combine(home, ".claude", "projects", $"p{log % 100}"),
                id = string.Create(CultureInfo.InvariantCulture, $"{log:x8}-0000-4000-8000-000000000000"),
                time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                model = random.Next(3) == 0 ? "claude-opus-4-5" : "claude-sonnet-4-5";
            Directory.CreateDirectory(folder);
            File.AppendAllText(
                Path.Combine(folder, id + ".jsonl"),
                $$$"""{"type":"assistant","uuid":"u{{{Requests}}}","sessionId":"{{{id}}}","timestamp":"{{{time}}}","cwd":"/home/dev/p{{{log % 100}}}","version":"2.1.0","requestId":"r{{{Requests}}}","message":{"id":"m{{{Requests}}}","model":"{{{model}}}","role":"assistant","stop_reason":"end_turn","content":[],"usage":{"input_tokens":{{{random.Next(9000)}}},"output_tokens":{{{random.Next(900)}}} } } }"""
                    + "\n"
            );
            Requests++;
        }

        public void AppendAny() => Append(random.Next(Logs));
    }

    private sealed class LongRun(string rimuru, string home, Process server, Growth growth, SignedIn browser)
    {
        private readonly List<double> times = [];
        private readonly List<double> memory = [];
        private double warm;
        private int compared;
        private int heard;

        public int Differences { get; private set; }

        /// <summary>Hears of changes as an open page does, until it is over.</summary>
        public async Task Listen(CancellationToken stop)
        {
            try
            {
                using HttpResponseMessage answer = await browser
                    .Client.GetAsync(browser.At("/live"), HttpCompletionOption.ResponseHeadersRead, stop)
                    .ConfigureAwait(false);
                using StreamReader lines = new(await answer.Content.ReadAsStreamAsync(stop).ConfigureAwait(false));
                while (await lines.ReadLineAsync(stop).ConfigureAwait(false) is { } line)
                {
                    if (line.StartsWith("data:", StringComparison.Ordinal))
                        Interlocked.Increment(ref heard);
                }
            }
            catch (OperationCanceledException)
            {
                // it is over
            }
        }

        /// <summary>A request a second, a page every five, a look at the memory and a comparison every minute.</summary>
        public async Task Last(TimeSpan time)
        {
            Stopwatch clock = Stopwatch.StartNew();
            for (int second = 1; clock.Elapsed < time; second++)
            {
                growth.AppendAny();
                if (second % 5 == 0)
                    times.Add(await browser.Time(Pages[second / 5 % Pages.Length]).ConfigureAwait(false));
                if (second % 60 == 0)
                {
                    server.Refresh();
                    memory.Add(server.WorkingSet64 / 1048576.0);
                    if (warm == 0 && clock.Elapsed >= AfterWarmUp)
                        warm = memory[^1];
                    await Compare().ConfigureAwait(false);
                }

                TimeSpan left = TimeSpan.FromSeconds(second) - clock.Elapsed;
                if (left > TimeSpan.Zero)
                    await Task.Delay(left).ConfigureAwait(false);
            }
        }

        public void Report(double minutes) =>
            Results.Write(
                "A long run of the dashboard",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"dotnet run -c Release --project bench/Rimuru.Bench -- dashboard --minutes {minutes} --rimuru RIMURU"
                ),
                $"`rimuru dashboard` for {Results.Number(minutes, "0")} minutes over {Logs:N0} logs, one of which grows by a request every "
                    + $"second; {Listeners} connections hear of changes, and a page is asked for every five seconds. Each minute its sums by "
                    + $"model are compared with those of `rimuru cost`. {Results.Load}\n\n"
                    + Results.Table(
                        ["", "value"],
                        [
                            ["requests in the logs at the end", growth.Requests.ToString("N0", CultureInfo.InvariantCulture)],
                            ["changes heard, on all connections", heard.ToString("N0", CultureInfo.InvariantCulture)],
                            ["pages, median", Results.Number(Results.Median(times), "0") + " ms"],
                            ["pages, slowest", Results.Number(times.Max(), "0") + " ms"],
                            ["comparisons, and of them unequal", $"{compared}, {Differences}"],
                            ["memory after five minutes", Results.Number(warm, "0") + " MiB"],
                            ["memory at the end", Results.Number(memory[^1], "0") + " MiB"],
                            ["memory at most", Results.Number(memory.Max(), "0") + " MiB"],
                            ["processor time", Results.Number(server.TotalProcessorTime.TotalSeconds, "0") + " s"],
                        ]
                    )
            );

        /// <summary>
        /// What the page's table says, and what the command says: no log grows between the two. A dashboard looks at the logs every few
        /// seconds, so a page may be that old.
        /// </summary>
        private async Task Compare()
        {
            const int Trials = 4;
            string page = "",
                told = "";
            for (int trial = 0; trial < Trials; trial++)
            {
                page = Sums(
                    await browser
                        .Client.GetStringAsync(browser.At("/costs?since=all&by=model&table=costs&format=json"))
                        .ConfigureAwait(false)
                );
                told = Sums(await Told().ConfigureAwait(false));
                if (page == told)
                    break;
                await Task.Delay(TimeSpan.FromSeconds(3)).ConfigureAwait(false);
            }

            compared++;
            if (page == told)
                return;
            Differences++;
            Console.Error.WriteLine($"{DateTime.UtcNow:HH:mm:ss}\n{page}\n{told}");
        }

        private async Task<string> Told()
        {
            using Process command = SignedIn.Start(rimuru, "cost", "--by", "model", "--json", "--home", home);
            string text = await command.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
            await command.WaitForExitAsync().ConfigureAwait(false);
            return text;
        }

        private static string Sums(string json) =>
            string.Join(
                '\n',
                JsonNode
                    .Parse(json)!
                    .AsArray()
                    .Select(row => $"{row!["model"]} {row["requests"]} {row["totalTokens"]} {row["cost"]}")
                    .Order(StringComparer.Ordinal)
            );
    }
}
