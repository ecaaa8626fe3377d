using BenchmarkDotNet.Attributes;
using Rimuru.Core.Adapters.ClaudeCode;
using Rimuru.Core.Config;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Bench.Micro;

/// <summary>
/// Writing rows of a thousand sessions to a new SQLite ledger with rollups and indexes, and a report over the year of them.
/// </summary>
public class LedgerBenchmarks
{
    private const int Rows = 100_000;
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
    private ILedger? filled;
    private int count;

    [GlobalSetup]
    public void Fill() => filled = Write(Path.Combine(folder, "filled.db"));

    [GlobalCleanup]
    public void Remove()
    {
        filled?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    [Unit("row")]
    public void Write_new_rows()
    {
        string path = Path.Combine(folder, $"{++count}.db");
        Write(path).Dispose();
        foreach (string file in Directory.GetFiles(folder, $"{count}.db*"))
            File.Delete(file);
    }

    [Benchmark]
    [Unit("report")]
    public int Report_a_year_by_day_and_model() =>
        new CostReport(filled!.Read, new CostQuery { By = [CostGrouping.Day, CostGrouping.Model], Zone = TimeZoneInfo.Utc })
            .Run(CancellationToken.None)
            .Count();

    private static ILedger Write(string path)
    {
        ILedger ledger = LedgerStore.Open(
            LedgerStore.Parse("sqlite:" + path, HostEnvironment.Current()),
            new LedgerOptions("machine", "user", 10, TimeProvider.System),
            CancellationToken.None
        );
        using ILedgerWriter writer = ledger.Write("bench", CancellationToken.None);
        Random random = new(1);
        string[] models = ["claude-opus-4-5", "claude-sonnet-4-5", "gpt-5-codex", "gpt-5"];
        for (int session = 0; session < Rows / 100; session++)
        {
            SessionRef reference = new("ClaudeCode", $"session-{session}");
            FileBatch batch = new() { Agent = "ClaudeCode" };
            long start = 1764000000000 + random.NextInt64(365L * 86_400_000);
            for (int i = 0; i < 100; i++)
            {
                batch.Rows.Add(
                    new UsageRow
                    {
                        Key = RecordKey.Of(ClaudeCodeIdentity.Message, BitConverter.GetBytes(((long)session << 32) | (uint)i)),
                        UnixMs = start + i * 20_000,
                        Tokens = new TokenUsage(10, 20_000, 1_000, 0, 500, 0),
                        Requests = 1,
                        Model = models[session % models.Length],
                        Provider = "anthropic",
                        Project = $"p{session % 20}",
                        Session = reference,
                        CostNano = new NanoUsd(12_345_678),
                    }
                );
            }

            batch.Sessions.Add(new SessionRow(reference) { WorkingDirectory = "/home/dev/p" });
            writer.Apply(batch);
        }

        writer.Commit();
        return ledger;
    }
}
