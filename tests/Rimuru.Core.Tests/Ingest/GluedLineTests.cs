using System.Globalization;
using System.Text;
using Rimuru.Core.Tests.Generators;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>Lines that are not one object: what is whole in them counts, and what is torn is told.</summary>
public sealed class GluedLineTests : IDisposable
{
    private static readonly string A = Assistant("a"),
        B = Assistant("b"),
        C = Assistant("c");

    private static readonly int[] Seeds = [2, 3, 4, 5, 6, 7];

    private readonly TestHome home = new();

    /// <summary>The agents that log line by line.</summary>
    public static TheoryData<string> AgentsWithLogs =>
        [
            .. AllHomes
                .ByAgent.Where(agent => Seeds.SelectMany(seed => agent.Value(seed).Files).OfType<GeneratedLog>().Any())
                .Select(agent => agent.Key),
        ];

    public void Dispose() => home.Dispose();

    [Fact]
    public void Objects_that_are_glued_together_count_each()
    {
        home.Write(Log, A + B, C);
        home.Records().Count.ShouldBe(3);
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_whole_object_behind_a_torn_one_counts_wherever_that_was_torn()
    {
        for (int cut = 1; cut < A.Length; cut += 7)
        {
            home.Write(Log, A[..cut] + B, C);
            home.Records().Count.ShouldBe(2, A[..cut]);
        }
    }

    [Fact]
    public void A_whole_object_before_a_torn_one_counts()
    {
        for (int cut = 1; cut < B.Length; cut += 7)
        {
            home.Write(Log, A + B[..cut], C);
            home.Records().Count.ShouldBe(2, B[..cut]);
        }
    }

    [Fact]
    public void Torn_and_whole_objects_may_take_turns()
    {
        home.Write(Log, A + B[..200] + C + "\0\0" + Assistant("d") + A[..9]);
        home.Sync("ClaudeCode").MalformedLines.ShouldBe(1);
        home.Records().Count.ShouldBe(3);
    }

    [Fact]
    public void Parts_of_a_torn_object_are_no_lines()
    {
        home.Write(
            Log,
            """{"type":"user","a":{"type":"assistant","message":{"id":"x","role":"assistant","usage":{"input_tokens":5,"output_tokens":6}}},"b":"torn"""
                + B
        );
        home.Records().ShouldHaveSingleItem().InputTokens.ShouldBe(10);
    }

    [Fact]
    public void A_count_behind_a_line_of_no_interest_is_seen()
    {
        string item =
            """{"timestamp":"2026-05-01T10:00:00.000Z","type":"response_item","payload":{"type":"message","content":[{"type":"text","text":"{\"timestamp\":1}"}]}}""";
        string count = Adapters.CodexLines.Count(5, (100, 10, 5), (100, 10, 5));
        foreach (string line in (string[])[item + count, item[..^20] + count, item[..^60] + count, count + item, item + count + item])
        {
            using TestHome other = new();
            other.Write(Adapters.CodexLines.Log, Adapters.CodexLines.Meta(), line);
            other.Records().ShouldHaveSingleItem(line).OutputTokens.ShouldBe(5);
        }
    }

    [Fact]
    public void A_count_that_begins_with_another_field_is_seen_behind_a_line_of_no_interest()
    {
        const string Item = """{"timestamp":"2026-05-01T10:00:00.000Z","type":"response_item","payload":{"type":"message"}}""";
        string count = Adapters
            .CodexLines.Count(5, (100, 10, 5), (100, 10, 5))
            .Replace("{ ", """{"ordinal":3, """, StringComparison.Ordinal);
        foreach (string line in (string[])[Item + count, Item + "\0\0" + count])
        {
            using TestHome other = new();
            other.Write(Adapters.CodexLines.Log, Adapters.CodexLines.Meta(), line);
            other.Records().ShouldHaveSingleItem(line).OutputTokens.ShouldBe(5);
        }
    }

    [Fact]
    public void A_turn_that_a_count_is_glued_to_counts_once()
    {
        string said = Adapters.CodexLines.Line("event_msg", "\"type\":\"user_message\",\"message\":\"Go on\"", 4);
        home.Write(Adapters.CodexLines.Log, Adapters.CodexLines.Meta(), said + Adapters.CodexLines.Count(5, (100, 10, 5), (100, 10, 5)));
        home.Records().ShouldHaveSingleItem().OutputTokens.ShouldBe(5);
        home.Sessions().ShouldHaveSingleItem().Turns.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData(" ")]
    [InlineData("\0{\"torn")]
    public void A_count_counts_wherever_it_is_joined_to_a_line(string between)
    {
        for (int length = 0; length < 70; length++)
        {
            string said = Adapters.CodexLines.Line("event_msg", $"\"type\":\"user_message\",\"message\":\"{new string('x', length)}\"", 4);
            string count = Adapters.CodexLines.Count(5, (100, 10, 5), (100, 10, 5));
            home.Write(Adapters.CodexLines.Log, Adapters.CodexLines.Meta(), said + between + count);
            home.Records().ShouldHaveSingleItem($"{length}").OutputTokens.ShouldBe(5);
        }
    }

    [Theory]
    [MemberData(nameof(AgentsWithLogs))]
    public void Lines_of_any_agent_count_the_same_however_they_are_joined_and_cut(string agent)
    {
        foreach (int seed in Seeds)
        {
            GeneratedHome generated = AllHomes.ByAgent[agent](seed);
            using TestHome plain = new(),
                joined = new();
            generated.WriteTo(plain);
            generated.WriteTo(joined);
            Random random = new(seed);
            foreach (GeneratedLog log in generated.Files.OfType<GeneratedLog>())
                joined.WriteBytes(log.Path, Encoding.UTF8.GetBytes(Join(log, random)));
            Picture(joined).ShouldBe(Picture(plain), generated.ToString());
        }
    }

    /// <summary>Lines without the end between them, and lines that were begun before and are written again.</summary>
    private static string Join(GeneratedLog log, Random random)
    {
        StringBuilder text = new();
        foreach (string line in Encoding.UTF8.GetString(log.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (random.Next(4) == 0)
                text.Append(line, 0, random.Next(1, line.Length));
            text.Append(line);
            if (random.Next(3) > 0)
                text.Append('\n');
        }

        return text.Append('\n').ToString();
    }

    private static string Picture(TestHome home) => string.Join('\n', home.Records().Select(Told).Order(StringComparer.Ordinal));

    private static string Told(UsageRecord record) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Timestamp:O} {record.SessionId} {record.Model} {record.SubAgent} {record.Project} {record.Evidence} {record.Requests} {record.InputTokens} {record.OutputTokens}"
        );

    [Fact]
    public void A_hostile_line_ends()
    {
        string line = string.Concat(Enumerable.Repeat("""{"a":[{"b":""", 40_000)) + B;
        home.Write(Log, line, C);
        home.Sync("ClaudeCode").MalformedLines.ShouldBe(1);
    }
}
