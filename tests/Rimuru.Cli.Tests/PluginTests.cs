using System.Text.Json.Nodes;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru plugins</c>, by the real command, with a real <c>pwsh</c> on the path and without one.</summary>
public sealed class PluginTests : IClassFixture<InstalledPowerShell>, IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli with;
    private readonly Cli without;

    public PluginTests(InstalledPowerShell shell)
    {
        with = new Cli(home.Folder).With("PATH", shell.Path).With("DOTNET_ROOT", InstalledPowerShell.Root);
        without = new Cli(home.Folder).With("PATH", home.In("bin"));
        home.Write(".claude/projects/p/s.jsonl", ClaudeCodeLines.Assistant());
    }

    public void Dispose() => home.Dispose();

    [Fact]
    public void Plugins_are_installed_listed_tested_disabled_and_removed()
    {
        Run(with, "plugins", "list").Output.ShouldBe("There are no plugins.\n");
        Run(with, "plugins", "install", Sample("excel-csv"), Sample("weekday-view"), "--force")
            .Output.ShouldBe("The plugin excel-csv 1.0.0 is installed.\nThe plugin weekday-view 1.0.0 is installed.\n");
        States().ShouldBe(["excel-csv Enabled", "weekday-view Enabled"]);
        JsonNode view = Run(with, "plugins", "list", "weekday-view", "--json").Rows[0]!;
        ((string)view["kind"]![0]!, (string)view["language"]!, (string)view["manifest"]!["view"]!["by"]![0]!).ShouldBe(
            ("View", "PowerShell", "Day")
        );
        CliResult test = Run(with, "plugins", "test", "excel-csv", "--json");
        test.Rows.ShouldAllBe(row => (bool)row!["passed"]!);
        Run(with, "plugins", "disable", "*view").Output.ShouldBe("The plugin weekday-view is disabled.\n");
        States().ShouldBe(["excel-csv Enabled", "weekday-view Disabled"]);
        Refused(with, "E10009", "plugins", "view", "weekday-view");
        Run(with, "plugins", "enable", "weekday-view");
        Run(with, "plugins", "update", "excel-csv", "--force").Errors.ShouldContain("Update the plugin excel-csv from 1.0.0 to 1.0.0");
        Run(with, "plugins", "remove", "excel-csv").Output.ShouldBe("The plugin excel-csv is removed.\n");
        States().ShouldBe(["weekday-view Enabled"]);
    }

    [Fact]
    public void What_they_add_is_used_by_the_other_verbs()
    {
        Run(with, "plugins", "install", Sample("excel-csv"), Sample("weekday-view"), Sample("acme-agent/plugin"), "--force");
        home.Write(".acme/logs/one.acme", File.ReadAllLines(Path.Combine(Sample("acme-agent/plugin"), "samples", "one.acme")));
        CliResult cost = Run(with, "cost", "--by", "agent", "--json");
        cost.Rows.Select(row => (string)row!["agent"]!).Order().ShouldBe(["Acme", "ClaudeCode"]);
        Run(with, "export", "cost", "--format", "excel-csv").Output.ShouldStartWith("sep=;");
        Run(with, "plugins", "view", "weekday-view").Output.ShouldContain("Monday");
    }

    [Theory]
    [InlineData("plugins", "view", "weekday-view")]
    [InlineData("export", "cost", "--format", "excel-csv")]
    public void Without_a_PowerShell_they_are_refused_with_the_reason(params string[] verb)
    {
        Run(without, "plugins", "install", Sample("excel-csv"), Sample("weekday-view"), "--force");
        CliResult refused = Refused(without, "E10054", verb);
        refused.Errors.ShouldContain("Plugins run in PowerShell 7.4 or later, and there is no pwsh");
        refused.Output.ShouldBeEmpty();
    }

    /// <summary>The other agents are read all the same.</summary>
    [Fact]
    public void Without_a_PowerShell_an_agent_is_a_warning()
    {
        Run(without, "plugins", "install", Sample("acme-agent/plugin"), "--force");
        home.Write(".acme/logs/one.acme", File.ReadAllLines(Path.Combine(Sample("acme-agent/plugin"), "samples", "one.acme")));
        CliResult cost = Run(without, "cost", "--by", "agent", "--json");
        cost.Rows.Select(row => (string)row!["agent"]!).ShouldBe(["ClaudeCode"]);
        cost.Errors.ShouldContain("there is no pwsh");
        Run(with, "cost", "--by", "agent", "--json").Rows.Count.ShouldBe(2, "it is read as soon as there is one");
    }

    [Fact]
    public void What_only_has_its_name_is_no_PowerShell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights, links and programs are as on Unix.");
        home.Write("bin/pwsh", "#!/bin/sh", "echo 7.6; echo no such thing >&2");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home.In("bin/pwsh"), (UnixFileMode)0b111_000_000);
        CliResult failed = without.Run("plugins", "test", Sample("excel-csv"));
        failed.ExitCode.ShouldBe(1);
        failed.Output.ShouldContain("[E10054]");
        failed.Output.ShouldContain("does not say where PowerShell lies: no such thing");
    }

    [Fact]
    public void Where_nobody_can_be_asked_nothing_is_granted()
    {
        CliResult refused = Refused(without, "E9004", "plugins", "install", Sample("excel-csv"));
        refused.Errors.ShouldContain("Install the plugin excel-csv 1.0.0");
        refused.Errors.ShouldContain("There is no terminal to ask on: give --force to agree.");
        refused.Errors.ShouldNotContain("Name another file");
        States().ShouldBeEmpty();
        Run(without, "plugins", "install", Sample("excel-csv"), "--yes");
        Refused(without, "E9004", "plugins", "update", "excel-csv");
        States().ShouldBe(["excel-csv Enabled"]);
    }

    [Theory]
    [InlineData("E10001", "plugins", "test", "nosuch")]
    [InlineData("E10001", "plugins", "uninstall", "nosuch")]
    [InlineData("E9002", "plugins", "install", "./nosuch", "--force")]
    [InlineData("E10002", "plugins", "new", "No Id", "--kind", "View")]
    public void What_is_wrong_is_named(string code, params string[] arguments) => Refused(with, code, arguments);

    [Fact]
    public void A_new_plugin_passes_its_test()
    {
        Run(with, "plugins", "new", "my-view", "--kind", "View", "--path", home.In("made")).Output.ShouldContain("my-view.ps1");
        Run(with, "plugins", "test", home.In("made/my-view")).Output.ShouldContain("my-view");
    }

    private string[] States() => [.. Run(without, "plugins", "list", "--json").Rows.Select(row => $"{row!["id"]} {row["state"]}")];

    private static string Sample(string path) => Documents.PathOf($"samples/plugins/{path}");

    private static CliResult Run(Cli cli, params string[] arguments)
    {
        CliResult result = cli.Run(arguments);
        result.ExitCode.ShouldBe(0, string.Join(' ', arguments) + "\n" + result.Output + result.Errors);
        return result;
    }

    private static CliResult Refused(Cli cli, string code, params string[] arguments)
    {
        CliResult result = cli.Run(arguments);
        result.ExitCode.ShouldNotBe(0, result.Output);
        result.Errors.ShouldStartWith($"rimuru: [{code}]");
        return result;
    }
}
