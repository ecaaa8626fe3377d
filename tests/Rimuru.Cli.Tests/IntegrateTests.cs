using System.Text.Json.Nodes;
using Rimuru.Core.Tests;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru integrate</c>, by the real command.</summary>
public sealed class IntegrateTests : IDisposable
{
    private readonly TestHome home = new();

    private Cli Command => new(home.Folder);

    public void Dispose() => home.Dispose();

    [Fact]
    public void Features_are_put_in_listed_and_taken_out()
    {
        home.Write(".claude/settings.json", "{}");
        string program = home.In("bin/rimuru");
        Run(0, "integrate", "install", "ClaudeCode", "copilot", "--feature", "guard,statusline", "--program", program)
            .Output.ShouldContain($"Guard of ClaudeCode: put into {home.In(".claude/settings.json")}");
        JsonNode[] rows = [.. Run(0, "integrate", "list", "--json").Rows.Where(row => (bool)row!["installed"]!).Select(row => row!)];
        rows.Select(row => $"{row["agent"]} {row["feature"]}")
            .ShouldBe(["ClaudeCode Guard", "ClaudeCode StatusLine", "Copilot Guard", "Copilot StatusLine"]);
        Run(0, "integrate", "install", "ClaudeCode", "--program", program).Output.ShouldContain("Guard of ClaudeCode: nothing to change");
        Run(0, "integrate", "list").Output.ShouldContain("OpenCode");
        Run(0, "integrate", "remove", "ClaudeCode", "Copilot").Output.ShouldContain("StatusLine of Copilot: taken out of");
        File.ReadAllText(home.In(".claude/settings.json")).ShouldBe("{}\n");
        File.Exists(home.In(".copilot/hooks/rimuru.json")).ShouldBeFalse();
    }

    [Fact]
    public void A_preview_shows_the_lines_and_changes_nothing()
    {
        string output = Run(0, "integrate", "install", "GeminiCli", "--program", "/x/rimuru", "--fail-closed", "--what-if").Output;
        output.ShouldContain("+     \"BeforeTool\": [");
        output.ShouldContain("/x/rimuru guard --fail closed");
        Directory.Exists(home.In(".gemini")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(2, "nothing to put into an agent 'Nobody'", "integrate", "install", "Nobody")]
    [InlineData(2, "must be of Guard, StatusLine, Mcp", "integrate", "install", "Codex", "--feature", "hooks")]
    [InlineData(2, "Codex has no StatusLine", "integrate", "install", "Codex", "--feature", "statusline")]
    public void What_is_used_wrongly_ends_with_2(int code, string error, params string[] arguments) =>
        Run(code, arguments).Errors.ShouldContain(error);

    private CliResult Run(int code, params string[] arguments)
    {
        CliResult result = Command.Run(arguments);
        result.ExitCode.ShouldBe(code, result.Errors + result.Output);
        return result;
    }
}
