using System.Text;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>Bytes that no agent should have written: counted and said once, never fatal, and never at a neighbour's cost.</summary>
public sealed class HostileLogTests : IDisposable
{
    private static readonly string Good = Assistant("good");

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("not json at all")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"type":"assistant","message":{"id":"x","usage":{"input_tokens":1}}""")]
    [InlineData("""{"type":"assistant","message":{"id":"x","usage":{"input_tokens":01}}}""")]
    [InlineData("""{"type":"assistant","message":{"id":"x","usage":{"input_tokens":1,}}}""")]
    [InlineData("""{"type":"assistant","usage" "x"}""")]
    public void A_malformed_line_is_counted_and_said_once(string line)
    {
        home.Write(Log, Assistant("first"), line, Good);
        home.Sync("ClaudeCode").MalformedLines.ShouldBe(1);
        home.Warnings.ShouldHaveSingleItem().ShouldContain($"the first at byte {Assistant("first").Length + 1}.");
        home.Records().Count.ShouldBe(2);
        home.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"input_tokens\":-5,\"output_tokens\":5", 0, 1)]
    [InlineData("\"input_tokens\":9007199254740993000,\"output_tokens\":5", 1L << 40, 1)]
    [InlineData("\"input_tokens\":1e400,\"output_tokens\":5", 1L << 40, 1)]
    [InlineData("\"input_tokens\":1.0e3,\"output_tokens\":5", 1000, 0)]
    [InlineData("\"input_tokens\":12.0,\"output_tokens\":5", 12, 0)]
    [InlineData("\"input_tokens\":\"12\",\"output_tokens\":5", 0, 0)]
    [InlineData("\"input_tokens\":{\"x\":[1,{}]},\"output_tokens\":5", 0, 0)]
    [InlineData("\"input_tokens\":null,\"output_tokens\":5", 0, 0)]
    public void Numbers_out_of_range_are_clamped_and_flagged(string usage, long input, int warnings)
    {
        home.Write(Log, Assistant(usage: usage), Good);
        UsageRecord record = home.Records().Single(r => r.OutputTokens == 5 && r.InputTokens != 10);
        record.InputTokens.ShouldBe(input);
        home.Warnings.Count.ShouldBe(warnings);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void Invalid_utf8_in_a_text_does_not_lose_the_line()
    {
        byte[] line = Encoding.UTF8.GetBytes(Assistant(message: """ "content":"@@@@", """) + "\n");
        int at = line.AsSpan().IndexOf("@@@@"u8);
        new byte[] { 0xFF, 0xC3, 0x28, 0xFE }.CopyTo(line, at);
        home.WriteBytes(Log, [.. line, .. Encoding.UTF8.GetBytes(Good + "\n")]);
        home.Records().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("""m\ud800x""")]
    [InlineData("""m\u0000\u001b[31mred""")]
    public void Names_that_no_one_gave_are_cleaned_and_never_fatal(string model)
    {
        home.Write(Log, Assistant(model: model), Good);
        home.Records().Count.ShouldBe(2);
        home.Records().ShouldAllBe(r => r.Model == null || !r.Model.Any(char.IsControl));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("sessionId")]
    [InlineData("timestamp")]
    [InlineData("cwd")]
    [InlineData("type")]
    public void A_lone_surrogate_in_any_field_is_never_fatal(string field)
    {
        string bad = Assistant("bad").Replace($"\"{field}\":\"", $"\"{field}\":\"\\ud800", StringComparison.Ordinal);
        home.Write(Log, bad, Good);
        home.Records().ShouldContain(r => r.SessionId == "one");
        home.Write(
            ".codex/sessions/rollout-x.jsonl",
            """{"timestamp":"\ud800","type":"session_meta","payload":{"id":"\ud800","cwd":"\ud800"}}""",
            """{"timestamp":"2026-05-01T10:00:00Z","type":"token_usage_record","payload":{"response_id":"\ud800","usage":{"input_tokens":5}}}""",
            """{"timestamp":"2026-05-01T10:00:01Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":50,"output_tokens":1}}}}"""
        );
        home.Records().ShouldContain(r => r.Agent == "Codex" && r.OutputTokens == 1);
    }

    [Fact]
    public void NULs_of_a_crash_are_no_part_of_a_line()
    {
        home.WriteBytes(
            Log,
            [
                .. new byte[4096],
                .. Encoding.UTF8.GetBytes(Good + "\n"),
                .. new byte[100],
                (byte)'\n',
                .. Encoding.UTF8.GetBytes(Assistant("two") + "\n"),
            ]
        );
        home.Records().Count.ShouldBe(2);
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_mark_at_the_beginning_and_windows_line_ends_do_not_matter()
    {
        home.WriteBytes(Log, [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(Good + "\r\n\r\n" + Assistant("two") + "\r\n")]);
        home.Records().Count.ShouldBe(2);
        home.Append(Log, Assistant("three") + "\r\n");
        home.Records().Count.ShouldBe(3);
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_last_line_without_its_end_counts_where_it_is_whole_and_waits_where_it_is_not()
    {
        string next = Assistant("two");
        home.Write(Log, Good).Append(Log, next[..^20]);
        home.Records().Count.ShouldBe(1);
        home.Append(Log, next[^20..]);
        home.Records().Count.ShouldBe(2);
        home.Append(Log, "\n" + Assistant("three") + "\n");
        home.Records().Count.ShouldBe(3);
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_file_is_nothing()
    {
        home.WriteBytes(Log, []).WriteBytes(".codex/sessions/rollout-y.jsonl", "\n\n \n"u8);
        home.Records().ShouldBeEmpty();
        home.Warnings.ShouldBeEmpty();
        home.Append(Log, Good + "\n");
        home.Records().Count.ShouldBe(1);
    }

    [Fact]
    public void A_line_of_seventy_megabytes_is_passed_over_and_its_neighbours_are_not()
    {
        using (FileStream file = new(home.Write(Log, Good).In(Log), FileMode.Append))
        {
            file.Write("{\"type\":\"user\",\"x\":\""u8);
            byte[] block = new byte[1 << 20];
            block.AsSpan().Fill((byte)'y');
            for (int i = 0; i < 70; i++)
                file.Write(block);
            file.Write("\"}\n"u8);
            file.Write(Encoding.UTF8.GetBytes(Assistant("two") + "\n"));
        }

        home.Sync("ClaudeCode").MalformedLines.ShouldBe(1);
        home.Records().Count.ShouldBe(2);
        home.Append(Log, Assistant("three") + "\n");
        home.Records().Count.ShouldBe(3);
    }

    [Fact]
    public void A_line_that_is_too_long_and_still_being_written_is_passed_over_once()
    {
        using (FileStream file = new(home.Write(Log, Good).In(Log), FileMode.Append))
        {
            file.Write("{\"x\":\""u8);
            for (int i = 0; i < 66; i++)
                file.Write(
                    new byte[1 << 20]
                        .Select(_ => (byte)'y')
                        .ToArray()
                );
        }

        home.Records().Count.ShouldBe(1);
        home.Append(Log, "\"}\n" + Assistant("two") + "\n");
        home.Records().Count.ShouldBe(2);
    }

    [Fact]
    public void Nesting_without_end_is_malformed_and_no_crash()
    {
        home.Write(Log, $$"""{"type":"user","usage":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""", Good);
        home.Sync("ClaudeCode").MalformedLines.ShouldBe(1);
        home.Records().Count.ShouldBe(1);
    }

    [Fact]
    public void A_dangling_link_is_said_and_no_end()
    {
        home.Write(Log, Good);
        File.CreateSymbolicLink(home.In(".claude/projects/-work-shop/gone.jsonl"), home.In("nowhere.jsonl"));
        home.Records().Count.ShouldBe(1);
    }

    [Fact]
    public void A_file_that_shrinks_or_is_replaced_loses_nothing()
    {
        home.Write(Log, Good, Assistant("two"), Assistant("three"));
        home.Records().Count.ShouldBe(3);
        home.Write(Log, Assistant("two"));
        home.Records().Count.ShouldBe(3);
        home.Write(Log, Assistant("four"), Assistant("five"), Assistant("six"), Assistant("seven"));
        home.Records().Count.ShouldBe(7);
    }

    [Fact]
    public void A_file_that_was_written_again_with_the_same_size_is_read_again()
    {
        home.Write(Log, Good);
        home.Records().Count.ShouldBe(1);
        home.Write(Log, Assistant("doog"));
        File.SetLastWriteTimeUtc(home.In(Log), DateTime.UtcNow.AddSeconds(5));
        home.Records().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""" "timestamp":"1026-07-01T10:00:00.000Z", """)]
    [InlineData(""" "timestamp":"yesterday", """)]
    [InlineData(""" "timestamp":-5, """)]
    [InlineData(""" "timestamp":null, """)]
    public void A_line_without_a_usable_time_of_its_own_gets_the_files(string time)
    {
        home.Write(
            Log,
            "{" + time + """ "type":"assistant","sessionId":"one","message":{"id":"m","model":"x","usage":{"input_tokens":1}}}"""
        );
        DateTime written = new(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(home.In(Log), written);
        home.Only().Timestamp.ShouldBe(new DateTimeOffset(written));
    }
}
