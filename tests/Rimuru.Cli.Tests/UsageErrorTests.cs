using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>Exit codes and messages: 0 done, 1 failed, 2 wrong usage.</summary>
public sealed class UsageErrorTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;

    public UsageErrorTests()
    {
        cli = new Cli(home.Folder);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("cost --nonsense", 2, "--nonsense")]
    [InlineData("nonsense", 2, "nonsense")]
    [InlineData("costt", 2, "Did you mean 'cost'?")]
    [InlineData("costt --json", 2, "Did you mean 'cost'?")]
    [InlineData("cost --bi agent", 2, "'--bi' is not an option of 'rimuru cost'. Did you mean '--by'?")]
    [InlineData("cost --project x --bi=agent", 2, "'--bi' is not an option of 'rimuru cost'. Did you mean '--by'?")]
    [InlineData("--database x.db cost", 2, "'--database' goes after the verb: rimuru cost --database")]
    [InlineData("hooks", 2, "'rimuru hooks' needs a verb: ")]
    [InlineData("log --level bogus", 2, "'bogus' for option '--level'. Did you mean one of the following? Debug, Error")]
    [InlineData("cost by agent", 2, "Did you mean '--by'?")]
    [InlineData("store bakup x", 2, "Did you mean 'backup'?")]
    [InlineData("models --provder anthropic", 2, "'--provder' is not an option of 'rimuru models'. Did you mean '--provider'?")]
    [InlineData("models gpt-5-cdex", 1, "[E5006] No model 'gpt-5-cdex' is known. Did you mean 'gpt-5-codex'?")]
    [InlineData("models sinc", 1, "[E5006] No model 'sinc' is known.")]
    [InlineData("help costt", 2, "'costt' is not a verb of rimuru. Did you mean 'cost'?")]
    [InlineData("help store cpy", 2, "Did you mean 'copy'?")]
    [InlineData("completion tcsh", 2, "tcsh")]
    [InlineData("cost --by", 2, "--by")]
    [InlineData("cost --by weather", 2, "[E9001] --by 'weather' is not a valid grouping. Use hour, day")]
    [InlineData("cost --by 3", 2, "[E9001] --by '3'")]
    [InlineData("cost --since gestern", 2, "[E9001] --since 'gestern' is not a valid time.")]
    [InlineData("usage --until 2026-13-40", 2, "[E9001] --until '2026-13-40' is not a valid time.")]
    [InlineData("cost --since 2026-07-02 --until 2026-07-01", 2, "is not before --until")]
    [InlineData("cost --time-zone Mars/Base", 2, "[E9001] --time-zone 'Mars/Base' is not a time zone")]
    [InlineData("price", 2, "--file")]
    [InlineData("sessions --agent Claude", 2, "[E2002] There is no agent 'Claude'. Did you mean 'ClaudeCode'?")]
    [InlineData("usage --session nope --json", 1, "[E3001] The ledger has no session 'nope'.")]
    [InlineData("usage --session nop --json", 1, "[E3003] 'nop' is too short for a session id")]
    [InlineData("cost --model gpt-5.55", 1, "[E5006] Neither the ledger nor the catalog has a model 'gpt-5.55'. Did you mean 'gpt-5.5'?")]
    [InlineData("models --model gpt-5.55", 1, "[E5006] No model 'gpt-5.55' is known. Did you mean 'gpt-5.5'?")]
    [InlineData("models --unpriced --model nosuch", 1, "[E5006] Neither the ledger")]
    [InlineData("usage --project nosuch", 1, "[E9003] The ledger has no project 'nosuch'.")]
    [InlineData("sessions --machine nosuch --json", 1, "[E9003] The ledger has no machine 'nosuch'.")]
    [InlineData("duplicates --user nosuch", 1, "[E9003] The ledger has no user 'nosuch'.")]
    [InlineData("cost --home /nowhere/at/all", 1, "[E9002]")]
    [InlineData("cost --database mysql://u:secret@h/db", 1, "[E1003]")]
    [InlineData("price --file /nowhere/at/all.json", 1, "[E")]
    [InlineData("import /nowhere/at/all.csv", 1, "[E9002]")]
    [InlineData("import", 2, "import")]
    [InlineData("models sync --provider Antropic", 2, "[E9001] 'Antropic' is not a source of models.")]
    [InlineData("models --at gestern", 2, "[E9001] --at 'gestern' is not a valid time.")]
    [InlineData("cost --cost-source guess", 2, "guess")]
    [InlineData("cost --machine", 2, "--machine")]
    [InlineData("models --unpriced --machine desk", 2, "--machine")]
    [InlineData("watch --user ann", 2, "--user")]
    [InlineData("watch --interval x", 2, "--interval must be from 1 to 86400 seconds.")]
    [InlineData("watch --interval 99999999999999", 2, "--interval must be from 1 to 86400 seconds.")]
    [InlineData("watch --timeout ", 2, "--timeout must be from 1 to 86400 seconds.")]
    [InlineData("log --tail abc", 2, "--tail must be a whole number from 1.")]
    [InlineData("log --tail 0", 2, "--tail must be a whole number from 1.")]
    [InlineData("log --tail 99999999999", 2, "--tail must be a whole number from 1.")]
    [InlineData("watch --timeout -1", 2, "--timeout must be from 1 to 86400 seconds.")]
    public void A_wrong_call_says_what_is_wrong(string line, int exitCode, string message)
    {
        CliResult result = cli.Run(line.Split(' '));
        result.Errors.ShouldContain(message);
        result.Errors.ShouldNotContain("   at ");
        result.Errors.ShouldNotContain("secret");
        result.Output.ShouldBeEmpty();
        result.ExitCode.ShouldBe(exitCode);
    }

    [Theory]
    [InlineData("cost", "--agent")]
    [InlineData("cost", "--by")]
    [InlineData("cost", "--time-zone")]
    [InlineData("usage", "--session")]
    [InlineData("sessions", "--project")]
    [InlineData("duplicates", "--since")]
    [InlineData("watch", "--agent")]
    [InlineData("sync", "--agent")]
    [InlineData("models", "--provider")]
    [InlineData("price", "--file")]
    public void An_option_of_nothing_is_not_one_that_is_left_out(string verb, string option)
    {
        foreach (string nothing in (string[])["", " ", ","])
        {
            CliResult result = cli.Run(verb, option, nothing);
            result.Errors.ShouldContain($"[E9001] {option} is empty.");
            result.Output.ShouldBeEmpty();
            result.ExitCode.ShouldBe(2);
        }
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help cost", "cost --help")]
    [InlineData("help store copy", "store copy --help")]
    public void Help_of_a_verb_is_what_its_own_help_says(string line, string own)
    {
        CliResult result = cli.Run(line.Split(' '));
        (result.ExitCode, result.Errors).ShouldBe((0, ""));
        result.Output.ShouldBe(cli.Run(own.Split(' ')).Output);
        result.Output.ShouldNotContain("suggest");
        result.Output.Length.ShouldBeGreaterThan(200);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("guard")]
    [InlineData("statusline")]
    public void Help_tells_no_default_that_is_none(string verb)
    {
        string help = cli.Run("help", verb).Output;
        help.ShouldNotContain("[default: 0]");
        help.ShouldNotContain("[default: 2147483647]");
        help.Split('\n').ShouldAllBe(line => !line.Contains("Default: ") || !line.Contains("[default: "));
    }

    [Fact]
    public void The_version_is_told_without_a_verb()
    {
        CliResult result = cli.Run("--version");
        (result.ExitCode, result.Errors).ShouldBe((0, ""));
        result.Output.ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    [Fact]
    public void Help_is_no_error()
    {
        CliResult result = cli.Run("cost", "--help");
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("--time-zone");
    }

    [Fact]
    public void A_malformed_configuration_is_named_with_file_line_and_key()
    {
        home.Write(".config/rimuru/local.yaml", "sync:", "  interval_hours: often");
        CliResult result = cli.Run("cost");
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain("[E4002]");
        result.Errors.ShouldContain($"{home.In(".config/rimuru/local.yaml")}:2");
        result.Errors.ShouldContain("sync.interval_hours");
    }

    [Fact]
    public void A_file_that_is_no_ledger_is_left_alone()
    {
        home.Write("notes.db", new string('x', 5000));
        byte[] before = File.ReadAllBytes(home.In("notes.db"));
        CliResult result = cli.Run("cost", "--database", "sqlite:" + home.In("notes.db"));
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain("[E1004]");
        File.ReadAllBytes(home.In("notes.db")).ShouldBe(before);
    }
}
