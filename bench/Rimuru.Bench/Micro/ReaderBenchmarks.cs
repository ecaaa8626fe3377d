using BenchmarkDotNet.Attributes;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.ClaudeCode;
using Rimuru.Core.Adapters.Codex;
using Rimuru.Core.Errors;
using Rimuru.Core.Formats;
using Rimuru.Core.Ingest;

namespace Rimuru.Bench.Micro;

/// <summary>Reading one session file from its first byte to its last, as an ingest does, on one thread.</summary>
public class ReaderBenchmarks
{
    private const int Megabytes = 16;
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
    private readonly Resilience retries = new(TimeProvider.System);
    private AgentAdapter adapter = null!;
    private LogFile file = null!;

    [Params("ClaudeCode", "Codex")]
    public string Agent { get; set; } = "";

    [GlobalSetup]
    public void Write()
    {
        bool isClaude = Agent == "ClaudeCode";
        adapter = isClaude ? new ClaudeCodeAdapter() : new CodexAdapter();
        string path = Path.Combine(
            folder,
            isClaude
                ? "00000002-0000-4000-8000-000000000002.jsonl"
                : "rollout-2026-11-22T10-00-00-00000003-0000-7000-8000-000000000003.jsonl"
        );
        byte[] bytes = isClaude ? BenchHome.ClaudeSession(Megabytes * 1_000_000) : BenchHome.CodexRollout(Megabytes * 1_000_000);
        File.WriteAllBytes(path, bytes);
        file = new LogFile(path, bytes.Length, File.GetLastWriteTimeUtc(path).Ticks);
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Benchmark(OperationsPerInvoke = Megabytes)]
    [Unit("MB")]
    public long Read_a_session()
    {
        long rows = 0;
        new FileRead(adapter, file, null, retries, batch => rows += batch.Rows.Count).Run(CancellationToken.None);
        return rows;
    }
}
