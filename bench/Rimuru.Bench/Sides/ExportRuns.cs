using System.Globalization;
using Rimuru.Bench.Scale;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Bench.Sides;

/// <summary>How long exports of large ledgers take, and that their memory does not grow with the ledger.</summary>
internal static class ExportRuns
{
    private static readonly (string Name, string[] Arguments)[] Exports =
    [
        ("costs by session and model, CSV", ["cost", "--format", "csv", "--by", "session,model"]),
        ("costs by session and model, JSON", ["cost", "--format", "json", "--by", "session,model"]),
        ("costs by session and model, XML", ["cost", "--format", "xml", "--by", "session,model"]),
        ("costs by session and model, Markdown", ["cost", "--format", "markdown", "--by", "session,model"]),
        ("sessions, CSV", ["sessions", "--format", "csv"]),
        ("report with charts, HTML", ["cost", "--format", "html"]),
        ("every record, in the layout of FOCUS", ["cost", "FILE", "--format", "focus"]),
    ];

    /// <summary>16 MiB, as .NET reads it.</summary>
    private const string HeapLimit = "1000000";

    public static int Run(string rimuru, long[] sizes, int rounds)
    {
        string root = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        try
        {
            List<string[]> rows = [.. Exports.Select(export => (string[])[export.Name])];
            foreach (long size in sizes)
            {
                string url = "sqlite:" + Path.Combine(root, size.ToString(CultureInfo.InvariantCulture) + ".db");
                using (ILedger ledger = ScaleRun.Open(url))
                    ScaleRun.Fill(ledger, size);
                for (int i = 0; i < Exports.Length; i++)
                    rows[i] = [.. rows[i], .. Measure(rimuru, root, url, Exports[i].Arguments, rounds)];
            }

            Results.Write(
                "Exports",
                "dotnet run -c Release --project bench/Rimuru.Bench -- exports --rimuru RIMURU",
                $"Whole processes, medians of {rounds}; peaks of resident memory, of which a part is SQLite's "
                    + "cache. Each but the report, which holds the sums that it draws, also ends with a heap of 16 MiB. "
                    + $"{Ledgers.KindOf(rimuru)}\n\n"
                    + Results.Table(["export", .. sizes.SelectMany(size => (string[])[$"{size:N0} records", "peak", "bytes"])], rows)
            );
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static IEnumerable<string> Measure(string rimuru, string root, string url, string[] arguments, int rounds)
    {
        string file = Path.Combine(root, "export");
        string[] command =
        [
            .. rimuru.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            "export",
            arguments[0],
            file,
            .. arguments[1..].Where(argument => argument != "FILE"),
            "--no-sync",
            "--home",
            root,
            "--database",
            url,
        ];
        MeasuredProcess[] runs =
        [
            .. Enumerable.Range(0, rounds).Select(_ => MeasuredProcess.Of(command, new Dictionary<string, string>())),
        ];

        // It throws where the heap is too small. A report holds the sums that it draws.
        if (!arguments.Contains("html"))
            MeasuredProcess.Of(command, new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = HeapLimit });
        yield return Results.Number(Results.Median(runs.Select(run => run.Wall)), "0.00") + " s";
        yield return Results.Number(Results.Median(runs.Select(run => run.Peak)), "0") + " MiB";
        yield return Results.Number(new FileInfo(file).Length / 1e6, "0.0") + " MB";
    }
}
