using System.Diagnostics;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>What asks nobody answers the same where there is no network at all; what goes out fails there, and leaves nothing.</summary>
public sealed class NoNetworkTests : IDisposable
{
    /// <summary>A network namespace in which even the loopback device is down.</summary>
    private const string WithoutNetwork = "bwrap --dev-bind / / --unshare-net --die-with-parent --";

    private readonly TestHome home = new();
    private readonly Cli cli;

    public NoNetworkTests()
    {
        cli = new Cli(home.Folder);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("msg_1"));
        cli.Run("sync").ExitCode.ShouldBe(0);
        cli.Run("skills", "new", "review-sql", "Reviews SQL.", "--agent", "ClaudeCode").ExitCode.ShouldBe(0);
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("cost --by tool,skill")]
    [InlineData("cost --json")]
    [InlineData("sessions --json")]
    [InlineData("agents --json")]
    [InlineData("models claude*")]
    [InlineData("limits")]
    [InlineData("duplicates --json")]
    [InlineData("store status --json")]
    [InlineData("skills list --json")]
    [InlineData("skills test --json")]
    [InlineData("skills find sql --json")]
    [InlineData("skills recommend --json")]
    [InlineData("skills measure --json")]
    [InlineData("skills convert review-sql --to Cursor")]
    public void Nothing_that_only_asks_needs_it(string line)
    {
        SkipWithoutNamespaces();
        CliResult with = cli.Shell($"$RIMURU {line}"),
            without = cli.Shell($"{WithoutNetwork} $RIMURU {line}");
        (without.ExitCode, without.Output, without.Errors).ShouldBe((with.ExitCode, with.Output, with.Errors));
        with.ExitCode.ShouldBe(0, with.Errors);
    }

    [Theory]
    [InlineData("skills install https://github.com/nobody/nothing --agent ClaudeCode")]
    [InlineData("skills install nobody/nothing --agent ClaudeCode")]
    [InlineData("skills install ssh://git@example.com/nobody/nothing --agent ClaudeCode")]
    public void A_repository_that_cannot_be_reached_leaves_nothing(string line)
    {
        SkipWithoutNamespaces();
        string[] before = Everything();
        CliResult result = cli.Shell($"{WithoutNetwork} $RIMURU {line}");
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain("[E8006]");
        result.Errors.ShouldContain("nobody/nothing");
        Everything().ShouldBe(before);
    }

    private static void SkipWithoutNamespaces()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has network namespaces");
        try
        {
            using Process probe = Process.Start(
                new ProcessStartInfo("bwrap", ["--dev-bind", "/", "/", "--unshare-net", "true"]) { RedirectStandardError = true }
            )!;
            probe.WaitForExit();
            Assert.SkipWhen(probe.ExitCode != 0, "bubblewrap does not work here");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("bubblewrap is not installed");
        }
    }

    private string[] Everything() =>
        [.. Directory.EnumerateFileSystemEntries(home.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
