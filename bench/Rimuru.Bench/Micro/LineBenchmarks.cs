using System.Text;
using BenchmarkDotNet.Attributes;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.ClaudeCode;
using Rimuru.Core.Adapters.Codex;
using Rimuru.Core.Formats;

namespace Rimuru.Bench.Micro;

/// <summary>Cutting bytes into lines, and passing over a line that bills nothing.</summary>
public class LineBenchmarks
{
    private const int Megabytes = 16;
    private const int Lines = 1000;
    private readonly byte[] session = BenchHome.ClaudeSession(Megabytes * 1_000_000)[..(Megabytes * 1_000_000)];
    private readonly byte[] claudeNoise = Encoding.UTF8.GetBytes(
        """{"parentUuid":null,"isSidechain":false,"cwd":"/home/dev/p","sessionId":"s","version":"2.1.328","type":"user","message":{"role":"user","content":[{"type":"tool_result","content":" """
            + new string('x', 4000)
            + """ "}]},"uuid":"u","timestamp":"2026-11-22T10:00:00.000Z"}"""
    );

    private readonly byte[] codexNoise = Encoding.UTF8.GetBytes(
        """{"timestamp":"2026-11-22T10:00:00.000Z","type":"response_item","payload":{"type":"function_call_output","call_id":"c","output":" """
            + new string('x', 4000)
            + " \"}}"
    );

    private readonly RowSink sink = new("Bench");
    private readonly LineLogReader claude = (LineLogReader)new ClaudeCodeAdapter().Open("/none/.claude/projects/p/s.jsonl", []);
    private readonly LineLogReader codex = (LineLogReader)
        new CodexAdapter().Open("/none/.codex/sessions/rollout-2026-11-22T10-00-00-00000003-0000-7000-8000-000000000003.jsonl", []);

    /// <summary>A session under way: until its first response every line may tell when it began, and is read.</summary>
    [GlobalSetup]
    public void Begin() =>
        claude.Line(
            """{"type":"assistant","uuid":"a","sessionId":"s","timestamp":"2026-11-22T10:00:00.000Z","message":{"id":"m","model":"claude-sonnet-4-5","usage":{"input_tokens":1,"output_tokens":2}}}"""u8,
            sink
        );

    [Benchmark(OperationsPerInvoke = Megabytes)]
    [Unit("MB")]
    public long Cut_lines()
    {
        LineScanner lines = new((target, at) => Copy(session, target, at), 0);
        long length = 0;
        while (lines.Next(CancellationToken.None, out ReadOnlySpan<byte> line))
            length += line.Length;
        lines.Dispose();
        return length;
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    [Unit("line of 4 kB")]
    public void Pass_over_a_line_of_Claude_Code()
    {
        for (int i = 0; i < Lines; i++)
            claude.Line(claudeNoise, sink);
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    [Unit("line of 4 kB")]
    public void Pass_over_a_line_of_Codex()
    {
        for (int i = 0; i < Lines; i++)
            codex.Line(codexNoise, sink);
    }

    internal static int Copy(byte[] source, Span<byte> target, long at)
    {
        int length = (int)Math.Min(target.Length, source.Length - at);
        source.AsSpan((int)at, length).CopyTo(target);
        return length;
    }
}
