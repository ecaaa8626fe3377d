using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru hooks</c>, by the real command.</summary>
public sealed class HookTests : IDisposable
{
    private readonly TestHome home = new();

    public HookTests() => home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());

    private Cli Command => new(home.Folder);

    public void Dispose() => home.Dispose();

    [Fact]
    public void An_event_is_sent_and_its_runs_are_listed()
    {
        string log = home.In("events.jsonl");
        Run(0, "hooks", "register", "journal", "--event", "Custom", "--handler", "SessionLog", "--path", log, "--format", "jsonl")
            .Output.ShouldBe($"The hook is registered: journal (SessionLog on Custom){Environment.NewLine}");
        Run(0, "hooks", "send", "deploy", "--data", "stage=it's = \"live\"").Output.ShouldContain("Delivered");
        JsonNode sent = JsonNode.Parse(File.ReadAllLines(log).Single())!;
        (sent["type"]!.GetValue<string>(), sent["data"]!["data"]!["stage"]!.GetValue<string>()).ShouldBe(
            ("rimuru.Custom.v1", "it's = \"live\"")
        );
        JsonNode run = Run(0, "hooks", "runs", "--json").Rows.Single()!;
        (run["hook"]!.GetValue<string>(), run["state"]!.GetValue<string>()).ShouldBe(("journal", "Delivered"));
        run["event"]!["id"]!.GetValue<string>().ShouldBe(sent["id"]!.GetValue<string>());
        Run(0, "hooks", "deliver").Output.ShouldBe($"Nothing was due.{Environment.NewLine}");
    }

    [Fact]
    public void What_fails_ends_with_1_and_says_why()
    {
        home.Write("hook.ps1", "'done'");
        Run(0, "hooks", "register", "script", "--event", "Custom", "--path", home.In("hook.ps1"));

        // A PATH with nothing but what runs the command itself.
        string dotnet = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"))
            .First(File.Exists);
        Directory.CreateDirectory(home.In("bin"));
        File.CreateSymbolicLink(home.In("bin/dotnet"), dotnet);
        CliResult sent = Command.With("PATH", home.In("bin")).Run("hooks", "send", "deploy", "--database", home.Database);
        sent.ExitCode.ShouldBe(1);
        sent.Errors.ShouldContain("The hook script failed: Scripts need PowerShell 7.4 or later, and there is no pwsh on the PATH.");
        Run(0, "hooks", "runs", "--state", "Retrying").Output.ShouldContain("script");
    }

    [Fact]
    public void Hooks_are_listed_changed_and_removed()
    {
        Run(0, "hooks", "list").Output.ShouldBe($"There are no hooks.{Environment.NewLine}");
        Run(0, "hooks", "register", "pricey", "--amount", "5", "--window", "Week", "--by", "Project", "--agent", "ClaudeCode,Co*");
        JsonNode hook = Run(0, "hooks", "list", "--json").Rows.Single()!;
        hook["setting"]!.ToJsonString().ShouldBe("""{"Amount":"5","By":"Project","Window":"Week"}""");
        hook["agent"]!.ToJsonString().ShouldBe("""["ClaudeCode","Co*"]""");
        Run(0, "hooks", "disable", "pr*").Output.ShouldBe($"The hook pricey is disabled.{Environment.NewLine}");
        Run(0, "hooks", "enable", "pricey");
        Run(1, "hooks", "unregister", "prizey").Errors.ShouldContain("[E15001] There is no hook 'prizey'. Did you mean 'pricey'?");
        Run(0, "hooks", "remove", "pricey");
        Run(0, "hooks", "list", "--json").Rows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("hooks register a", "What the hook does is not clear")]
    [InlineData("hooks register a --event Nothing --amount 5", "'Nothing' is no event")]
    [InlineData("hooks register a --amount x", "--amount must be a number")]
    [InlineData("hooks register a --amount 5 --setting Amount", "'Amount' is not NAME=VALUE")]
    [InlineData("hooks register a --url ftp://example/", "https")]
    public void What_is_used_wrongly_says_what_is_allowed(string line, string error)
    {
        CliResult result = Command.Run([.. line.Split(' '), "--database", home.Database]);
        result.ExitCode.ShouldBeOneOf(1, 2);
        result.Errors.ShouldContain(error);
    }

    /// <summary>Each command of the page does what it is there for.</summary>
    [Fact]
    public void The_commands_of_the_page_run()
    {
        string[] lines =
        [
            .. Regex
                .Matches(Documents.Read("hooks.md"), "(?ms)^```sh\n(.*?)^```")
                .SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
        ];
        lines.Length.ShouldBeGreaterThan(5);
        foreach (string line in lines)
        {
            CliResult result = Command.Shell($"cd {home.Folder} && {line.Replace("rimuru ", "$RIMURU ", StringComparison.Ordinal)}");
            result.ExitCode.ShouldBe(0, line + result.Errors);
        }
    }

    private CliResult Run(int code, params string[] arguments)
    {
        CliResult result = Command.Run([.. arguments, "--database", home.Database]);
        result.ExitCode.ShouldBe(code, result.Output + result.Errors);
        return result;
    }
}
