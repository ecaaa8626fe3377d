using System.Diagnostics;
using System.Text;
using Rimuru.Core.Adapters.ClaudeCode;
using Rimuru.Core.Errors;
using Rimuru.Core.Formats;
using Rimuru.Core.Ingest;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>
/// The one test that looks at a clock: far below what the reader does, and far above what it would do if it made strings of lines.
/// </summary>
public sealed class SpeedFloorTests
{
    private const int Megabytes = 2;

    /// <summary>Short runs, and many: on a machine that does much else at once, one of them is left alone.</summary>
    private const int Runs = 60;

    private const double FloorMegabytesPerSecond = 100;

    [Fact]
    public void A_session_is_read_at_a_hundred_megabytes_a_second_at_least()
    {
        using TestHome home = new();
        string text = new('x', 4000);
        StringBuilder log = new();
        for (int i = 0; log.Length < Megabytes * 1_000_000; i++)
        {
            log.Append(
                    $$"""{"type":"user","uuid":"q{{i}}","sessionId":"s","timestamp":"2026-11-22T10:00:00.000Z","message":{"role":"user","content":"{{text}}"} }"""
                )
                .Append('\n');
            log.Append(
                    $$"""{"type":"assistant","uuid":"a{{i}}","sessionId":"s","timestamp":"2026-11-22T10:00:01.000Z","message":{"id":"m{{i}}","model":"claude-sonnet-4-5","content":[{"type":"text","text":"{{text}}"}],"usage":{"input_tokens":1,"output_tokens":2} } }"""
                )
                .Append('\n');
        }

        home.WriteBytes("s.jsonl", Encoding.UTF8.GetBytes(log.ToString()));
        FileInfo file = new(home.In("s.jsonl"));
        double best = 0;
        for (int run = 0; run < Runs && best < FloorMegabytesPerSecond; run++)
        {
            long started = Stopwatch.GetTimestamp();
            int rows = 0;
            new FileRead(
                new ClaudeCodeAdapter(),
                new LogFile(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks),
                null,
                new Resilience(TimeProvider.System),
                batch => rows += batch.Rows.Count
            ).Run(CancellationToken.None);
            best = Math.Max(best, file.Length / 1e6 / Stopwatch.GetElapsedTime(started).TotalSeconds);
            rows.ShouldBeGreaterThan(200);
        }

        best.ShouldBeGreaterThan(FloorMegabytesPerSecond);
    }
}
