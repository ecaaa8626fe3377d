using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Rimuru.Bench.Sides;

/// <summary>
/// Rimuru beside ccusage and tokscale: the same question over the same logs, in turn, so that whatever else the machine does hits all
/// alike.
/// </summary>
internal static class SideBySide
{
    public static int Run(string home, string rimuru, string? ccusage, string? tokscale, int rounds)
    {
        using Ledgers ledger = new(rimuru, home);
        CheckTotals(ledger, home);
        Dictionary<string, string> variables = new()
        {
            ["HOME"] = home,
            ["TZ"] = "UTC",
            ["NO_COLOR"] = "1",
            ["TOKSCALE_PRICING_CACHE_ONLY"] = "1",
            ["DOTNET_CLI_HOME"] = Path.GetTempPath(),
        };
        List<(string Name, string[] Command, Action? Before)> runs =
        [
            ("rimuru cold", ledger.Question, ledger.Forget),
            ("rimuru warm", ledger.Question, null),
        ];
        if (ccusage is not null)
            runs.Add(("ccusage", [ccusage, "monthly", "--json", "--offline"], null));
        if (tokscale is not null)
        {
            string[] question = [tokscale, "models", "--json", "--light", "--no-spinner", "--home", home];
            runs.Add(("tokscale cold", question, () => ForgetTokscale(home)));
            runs.Add(("tokscale warm", question, null));
        }

        Dictionary<string, List<MeasuredProcess>> measured = runs.Select(run => run.Name)
            .Append(Limit.Name)
            .ToDictionary(name => name, _ => new List<MeasuredProcess>());
        for (int round = 0; round <= rounds; round++)
        {
            foreach ((string name, string[] command, Action? before) in runs)
            {
                before?.Invoke();
                MeasuredProcess result = MeasuredProcess.Of(command, variables);
                if (round > 0)
                    measured[name].Add(result); // the first round fills the system's file cache
            }

            MeasuredProcess limit = Limit.Of(home);
            if (round > 0)
                measured[Limit.Name].Add(limit);
        }

        MeasuredProcess Median(string name) =>
            new(
                Results.Median(measured[name].Select(m => m.Wall)),
                Results.Median(measured[name].Select(m => m.Cpu)),
                Results.Median(measured[name].Select(m => m.Peak))
            );
        string text = Results.Table(
            ["run", "wall s", "CPU s", "peak MiB"],
            measured.Keys.Select(name =>
                Median(name) is var m ? new[] { name, Results.Number(m.Wall), Results.Number(m.Cpu), Peak(m.Peak, "0") } : []
            )
        );
        (string, string)[] pairs =
        [
            ("rimuru cold", "ccusage"),
            ("rimuru cold", "tokscale cold"),
            ("rimuru warm", "ccusage"),
            ("rimuru warm", "tokscale warm"),
            ("rimuru cold", Limit.Name),
        ];
        string[][] ratios =
        [
            .. pairs
                .Where(pair => measured.ContainsKey(pair.Item2))
                .Select(pair => (pair, A: Median(pair.Item1), B: Median(pair.Item2)))
                .Select(x =>
                    new[]
                    {
                        $"{x.pair.Item1} / {x.pair.Item2}",
                        Results.Number(x.A.Wall / x.B.Wall),
                        Results.Number(x.A.Cpu / x.B.Cpu),
                        Peak(x.A.Peak / x.B.Peak, "0.00"),
                    }
                ),
        ];
        if (ratios.Length > 0)
            text += "\n" + Results.Table(["ratio", "wall", "CPU", "peak"], ratios);
        long bytes = 0,
            files = 0;
        foreach (
            FileInfo file in new DirectoryInfo(home).EnumerateFiles(
                "*.jsonl",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }
            )
        )
            (bytes, files) = (bytes + file.Length, files + 1);
        Results.Write(
            "Beside the fastest peers" + (BenchHome.OptionOf(home) is "" ? "" : ", on a corpus of somebody else's making"),
            $"dotnet run -c Release --project bench/Rimuru.Bench -- sides{BenchHome.OptionOf(home)} --rimuru RIMURU --ccusage CCUSAGE "
                + "--tokscale TOKSCALE",
            $"Corpus: {files:N0} files, {bytes / 1e6:N0} MB. Cold: no ledger, everything is read, priced and stored, and the answer "
                + "printed. Warm: the same question again, nothing changed. The limit: every byte read and cut into lines on every core, without a "
                + $"process of its own. {rounds} rounds, in turn. {Ledgers.KindOf(rimuru)}\n\n{text}"
        );
        return 0;
    }

    private static string Peak(double value, string format) => double.IsNaN(value) ? "" : Results.Number(value, format);

    /// <summary>A fast wrong answer is no answer.</summary>
    private static void CheckTotals(Ledgers ledger, string home)
    {
        string truth = Path.Combine(home, BenchHome.Truth);
        if (!File.Exists(truth))
            return;
        ProcessStartInfo start = new(ledger.Question[0], ledger.Question[1..]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        using JsonDocument answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        foreach (string[] line in File.ReadLines(truth).Select(line => line.Split(' ')))
        {
            JsonElement[] rows = [.. answer.RootElement.EnumerateArray().Where(row => row.GetProperty("agent").GetString() == line[0])];
            string found = string.Create(
                CultureInfo.InvariantCulture,
                $"{rows.Sum(row => row.GetProperty("requests").GetInt64())} {rows.Sum(row => row.GetProperty("outputTokens").GetInt64())}"
            );
            if (found != $"{line[1]} {line[2]}")
                throw new InvalidOperationException($"{line[0]}: found {found} instead of {line[1]} {line[2]}.");
        }
    }

    private static void ForgetTokscale(string home)
    {
        string cache = Path.Combine(home, ".config", "tokscale");
        if (Directory.Exists(cache))
            Directory.Delete(cache, recursive: true);
    }
}
