using System.Text;

namespace Rimuru.Bench.Sides;

/// <summary>What a refresh costs where there are many files and nothing changed, and where one large file grew by a line.</summary>
internal static class Refreshes
{
    public const int Files = 20_000;
    private const int Megabytes = 50;

    public static int Run(string rimuru, int rounds)
    {
        string root = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        try
        {
            string many = Path.Combine(root, "many"),
                large = Path.Combine(root, "large");
            Fill(many);
            string session = Path.Combine(large, ".claude", "projects", "p", "00000001-0000-4000-8000-000000000001.jsonl");
            int lines = 0;
            StringBuilder text = new();
            while (text.Length < Megabytes * 1_000_000)
                text.Append(Line(lines++, new string('x', 3000)));
            Write(session, text.ToString());

            List<string[]> rows = [];
            using (Ledgers one = new(rimuru, many))
                rows.Add(["20,000 files, nothing changed", Milliseconds(Repeat(one, rounds, null).Select(m => m.Wall))]);
            using (Ledgers other = new(rimuru, large))
            {
                double[] same = [.. Repeat(other, rounds, null).Select(m => m.Wall)];
                double[] grown =
                [
                    .. Repeat(other, rounds, () => File.AppendAllText(session, Line(lines++, new string('x', 3000)))).Select(m => m.Wall),
                ];
                rows.Add(["one file of 50 MB, nothing changed", Milliseconds(same)]);
                rows.Add(["one file of 50 MB, grown by a line", Milliseconds(grown)]);
                rows.Add(["the line's share", Results.Number((Results.Median(grown) - Results.Median(same)) * 1000, "0") + " ms"]);
            }

            Results.Write(
                "Refreshes",
                "dotnet run -c Release --project bench/Rimuru.Bench -- files --rimuru RIMURU",
                $"Whole processes, their start and the answer included. {Ledgers.KindOf(rimuru)}\n\n"
                    + Results.Table(["refresh", "wall"], rows)
            );
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Writes a home of many sessions.</summary>
    public static void Fill(string home)
    {
        for (int i = 0; i < Files; i++)
            Write(PathOf(home, i), Line(i, ""));
    }

    /// <summary>The log of one of the sessions.</summary>
    public static string PathOf(string home, int i) =>
        Path.Combine(home, ".claude", "projects", $"p{i % 200}", $"{i:x8}-0000-4000-8000-000000000000.jsonl");

    private static IEnumerable<MeasuredProcess> Repeat(Ledgers ledger, int rounds, Action? before)
    {
        MeasuredProcess.Of(ledger.Question, new Dictionary<string, string>());
        for (int i = 0; i < rounds; i++)
        {
            before?.Invoke();
            yield return MeasuredProcess.Of(ledger.Question, new Dictionary<string, string>());
        }
    }

    private static string Milliseconds(IEnumerable<double> seconds) => Results.Number(Results.Median(seconds) * 1000, "0") + " ms";

    public static string Line(int i, string text) =>
        $$$"""{"type":"assistant","uuid":"u{{{i}}}","sessionId":"00000001-0000-4000-8000-000000000001","timestamp":"2026-11-20T10:00:00.000Z","cwd":"/home/dev/p","version":"2.1.0","requestId":"r{{{i}}}","message":{"id":"m{{{i}}}","model":"claude-sonnet-4-5","role":"assistant","stop_reason":"end_turn","content":[{"type":"text","text":"{{{text}}}"}],"usage":{"input_tokens":10,"output_tokens":5} } }"""
        + "\n";

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
