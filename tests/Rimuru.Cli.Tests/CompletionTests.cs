using System.Globalization;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>Completion: what the command suggests, and what real shells make of it with the scripts of <c>rimuru completion</c>.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;

    public CompletionTests()
    {
        cli = new Cli(home.Folder);
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant(),
            ClaudeCodeLines.Assistant("msg_2", model: "it's $(touch pwned) odd", session: "second")
        );
        home.Write("bills/one two.csv", "").Write("bills/.hidden", "");
        cli.Run("sync").ExitCode.ShouldBe(0);
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("co", "completion,config,cost")]
    [InlineData("help store co", "copy")]
    [InlineData("store op", "optimize")]
    [InlineData("cost --b", "--by")]
    [InlineData("cost --agent ClaudeCode --mo", "--model")]
    [InlineData("cost --by mo", "model,month")]
    [InlineData("cost --by=mo", "--by=model|--by=month")]
    [InlineData("cost --agent CLAU", "ClaudeCode")]
    [InlineData("cost --agent Codex,clau", "Codex,ClaudeCode")]
    [InlineData("cost --agent Codex clau", "ClaudeCode")]
    [InlineData("cost --model claude", "claude-sonnet-4-5")]
    [InlineData("cost --agent Codex --model ", "")]
    [InlineData("cost --session second --model ", "it's $(touch pwned) odd")]
    [InlineData("sessions --since thisw", "thisweek")]
    [InlineData("cost --cost-source r", "Reported")]
    [InlineData("models gpt-5-co", "gpt-5-codex")]
    [InlineData("models --json sy", "sync")]
    [InlineData("models --provider anth", "anthropic")]
    [InlineData("models sync --provider openr", "OpenRouter")]
    [InlineData("log --level war", "Warning")]
    [InlineData("config set sync.ena", "sync.enabled")]
    [InlineData("config set sync.enabled ", "false,true")]
    [InlineData("cr", "credential")]
    [InlineData("credential set an", "anthropic")]
    [InlineData("credential set a --source Ke", "Keychain")]
    [InlineData("completion ", "bash,fish,pwsh,zsh")]
    [InlineData("nonsense --x ", "")]
    public void The_command_suggests_what_may_come_next(string line, string expected)
    {
        CliResult result = cli.Run(["suggest", "--", .. line.Split(' ')]);
        (result.ExitCode, result.Errors).ShouldBe((0, ""));
        string[] lines = result.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string.Join(expected.Contains('|') ? '|' : ',', lines).ShouldBe(expected);
    }

    [Fact]
    public void A_Turkish_keyboard_completes_too() =>
        cli.With("LC_ALL", "tr_TR.UTF-8").Run("suggest", "--", "cost", "--agent", "GEMI").Output.Trim().ShouldBe("GeminiCli");

    [Theory]
    [InlineData("rimuru cost --by mo", "model month")]
    [InlineData("rimuru store op", "optimize")]
    [InlineData("rimuru cost --agent Codex,cla", "Codex,ClaudeCode")]
    [InlineData("rimuru models sync --provider openr", "OpenRouter")]
    [InlineData("rimuru cost --by=mo", "model month")]
    [InlineData("rimuru cost --model it", @"it\'s\ \$\(touch\ pwned\)\ odd")]
    [InlineData("rimuru price --file ~/bil", "")]
    [InlineData("rimuru import bil", "bills/")]
    [InlineData("rimuru import bills/", @"bills/one\ two.csv")]
    public void Bash_completes(string line, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash: its completion is NOT tested.");
        // What readline does at a Tab: it splits the line at blanks, = and :, and calls the function.
        string[] words = [.. line.Replace("=", " = ").Split(' ')];
        Rimuru(
                "bash",
                $$"""
                source <(rimuru completion bash)
                COMP_LINE='{{line}}' COMP_POINT={{line.Length.ToString(CultureInfo.InvariantCulture)}}
                COMP_WORDS=({{string.Join(' ', words.Select(word => $"'{word}'"))}}) COMP_CWORD={{words.Length - 1}}
                complete -p rimuru >/dev/null && _rimuru && echo "${COMPREPLY[*]}"
                """
            )
            .ShouldBe(expected);
        File.Exists(home.In("pwned")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("rimuru cost --by mo", "model month")]
    [InlineData("rimuru cost --agent Codex,cla", "Codex,ClaudeCode")]
    [InlineData("rimuru store ", "backup copy init optimize restore status test")]
    public void Fish_completes(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/fish"), "There is no fish: its completion is NOT tested.");
        Rimuru("fish", $"rimuru completion fish | source; string join ' ' (complete -C '{line}'); true").ShouldBe(expected);
    }

    [Theory]
    [InlineData("rimuru store op", "rimuru store optimize")]
    [InlineData("rimuru cost --agent Codex,cla", "rimuru cost --agent Codex,ClaudeCode")]
    [InlineData("rimuru cost --model it", @"rimuru cost --model it\'s\ \$\(touch\ pwned\)\ odd")]
    public void Zsh_completes(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zsh"), "There is no zsh: its completion is NOT tested.");
        // A zsh on a terminal of its own, which is sent the line and a Tab, and then a key that prints what the line has become.
        string output = Rimuru(
            "zsh",
            $$"""
            zmodload zsh/zpty
            zpty z zsh -f -i
            zpty -w z 'PS1=; autoload -Uz compinit; compinit -D; source <(rimuru completion zsh)'
            zpty -w z 'show() { print -r -- "<<$BUFFER>>"; exit }; zle -N show; bindkey "^X" show'
            sleep 1
            zpty -w -n z $'{{line}}\t'
            sleep 3
            zpty -w -n z $'\x18'
            zpty -r -m z all '*<<rimuru*>>*'
            print -r -- "$all"
            """
        );
        output[(output.LastIndexOf("<<", StringComparison.Ordinal) + 2)..output.LastIndexOf(">>", StringComparison.Ordinal)]
            .Trim()
            .ShouldBe(expected);
        File.Exists(home.In("pwned")).ShouldBeFalse();
    }

    /// <summary>What a script of a shell prints, in the home, with <c>rimuru</c> in its path.</summary>
    private string Rimuru(string shell, string script)
    {
        string program = home.In("bin/rimuru");
        home.Write("bin/rimuru", "#!/bin/sh", "exec $RIMURU \"$@\"").Write("script", script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        CliResult result = cli.Shell(
            $"cd '{home.Folder}' && PATH='{Path.GetDirectoryName(program)}':$PATH && export PATH && {shell} ./script"
        );
        result.Errors.ShouldBeEmpty();
        result.ExitCode.ShouldBe(0);
        return result.Output.Trim();
    }
}
