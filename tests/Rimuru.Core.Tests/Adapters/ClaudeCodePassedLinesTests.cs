using System.Text;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>
/// Nothing is missed by not reading a line: a home tells the same where every line speaks of usage somewhere, so that none is passed over,
/// as where only
/// those do that have some.
/// </summary>
public sealed class ClaudeCodePassedLinesTests
{
    private const string Mark = ",\"note\":{\"usage\":0}}";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_line_that_is_passed_over_tells_nothing(int seed)
    {
        Random random = new(seed);
        using TestHome passed = new(),
            read = new();
        int marked = 0;
        foreach (GeneratedFile file in ClaudeHomes.Create(seed).Files)
        {
            string[] lines = [.. WithNoise(Encoding.UTF8.GetString(file.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries), random)];
            passed.Write(file.Path, lines);
            read.Write(file.Path, [.. lines.Select(line => Marked(line, ref marked))]);
        }

        passed.Sync("ClaudeCode").MalformedLines.ShouldBe(0);
        read.Sync("ClaudeCode").MalformedLines.ShouldBe(0);
        marked.ShouldBeGreaterThan(10);
        Told(read).ShouldBe(Told(passed));
    }

    /// <summary>Lines that the look at their first bytes, or at their length, finds are told by those: they stay as they are.</summary>
    private static string Marked(string line, ref int marked)
    {
        if (
            line.Contains("\"usage\"", StringComparison.Ordinal)
            || line.Contains("\"cost-state\"", StringComparison.Ordinal)
            || line.Contains("[Request interrupted", StringComparison.Ordinal)
        )
            return line;
        marked++;
        return line[..^1] + Mark;
    }

    private static IEnumerable<string> WithNoise(string[] lines, Random random)
    {
        foreach (string line in lines)
        {
            yield return line;
            if (random.Coin())
                yield return Noise(random);
        }
    }

    /// <summary>What tools print: text about usage in any depth of quotes, long and short, and lines of kinds that nobody knows.</summary>
    private static string Noise(Random random)
    {
        string text = string.Concat(
            Enumerable
                .Range(0, random.Next(1, 300))
                .Select(_ =>
                    random.Of(
                        "usage",
                        "\\\"usage\\\"",
                        "\\\\\\\"usage\\\\\\\":",
                        "\\\"input_tokens\\\":9",
                        "{",
                        "}",
                        "]",
                        "\\n",
                        "\\u001b[0m",
                        "日本",
                        " words of no meaning ",
                        "\\\\"
                    )
                )
        );
        string content = random.Coin() ? $"\"{text}\"" : $$"""[{"tool_use_id":"t","type":"tool_result","content":"{{text}}"}]""";
        string message = $$"""{"role":"user","content":{{content}}}""";
        return random.Next(3) switch
        {
            0 => $$"""{"type":"user","isSidechain":false,"message":{{message}},"uuid":"{{random.Id()}}"}""",
            1 => $$"""{ "message" : {{message}} , "toolUseResult" : "{{text}}" , "type" : "user" }""",
            _ => $$"""{"type":"a-kind-of-its-own","content":{{content}},"token_usage":{"input_tokens":9} }""",
        };
    }

    private static string Told(TestHome home) =>
        string.Join(
                '\n',
                home.Records()
                    .Select(record => record.ToString())
                    .Concat(home.Sessions().Select(session => session.ToString()))
                    .Order(StringComparer.Ordinal)
            )
            .Replace(home.Folder, "", StringComparison.Ordinal);
}
