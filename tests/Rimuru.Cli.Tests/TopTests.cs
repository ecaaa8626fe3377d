using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru top</c> in a real terminal: what is on its screen, and how it leaves it.</summary>
public sealed class TopTests : IClassFixture<InstalledPowerShell>, IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;
    private readonly InstalledPowerShell shell;

    public TopTests(InstalledPowerShell shell)
    {
        this.shell = shell;
        cli = new Cli(home.Folder);
        Append("msg_1", 1_000_000);
        cli.Run("sync").ExitCode.ShouldBe(0);
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    public void It_shows_figures_follows_a_log_obeys_keys_and_leaves_the_screen_as_it_was(int width, int height)
    {
        using TmuxTerminal terminal = Start(width, height, "$RIMURU top; echo code $?");
        terminal.Until("the figures", shown => Has(shown, "Today .* 15.00 .* 1,000,000"));
        terminal.Until("the session that goes on", shown => Has(shown, "^● one"));
        terminal.Until("the window of five hours", shown => Has(shown, "ClaudeCode 5 hours .* 15  USD"));
        terminal.Fact("alternate_on").ShouldBe("1");
        terminal.Fact("cursor_flag").ShouldBe("0");

        Append("msg_2", 2_000_000);
        terminal.Until("the change of the log", shown => Has(shown, "Today .* 45.00 .* 3,000,000"));

        terminal.Press("2");
        terminal.Until("the sessions", shown => Has(shown, "^  Session  ") && !Has(shown, "Today"));
        terminal.Press("Enter");
        terminal.Until("the session", shown => Has(shown, "Tokens of its requests over time") && Has(shown, "45.00 USD"));
        terminal.Press("Escape");
        terminal.Until("the way back", shown => !Has(shown, "over time"));
        terminal.Press("/", "x", "x");
        terminal.Until("the filter", shown => Has(shown, "No session in this range") && Has(shown, "^  /xx"));
        terminal.Press("Escape"); // with another key at once, terminals send what Alt and that key are
        terminal.Until("the end of the filter", shown => Has(shown, "^● one"));
        terminal.Press("?");
        terminal.Until("the help", shown => Has(shown, "look into the session"));
        terminal.Press("1", "1");

        terminal.Resize(50, 10);
        terminal.Until("that it is too small", shown => Has(shown, "60 x 16 cells are needed"));
        terminal.Resize(100, 30);
        terminal.Until("the larger screen", shown => Has(shown, "^─{100}$") && Has(shown, "Today .* 45.00"));

        terminal.Press("q");
        ShouldBeLeft(terminal);
    }

    [Fact]
    public void The_mouse_chooses_pages_rows_and_columns()
    {
        using TmuxTerminal terminal = Start(120, 30, "$RIMURU top; echo code $?");
        terminal.Until("the figures", shown => Has(shown, "Today .* 15.00"));
        terminal.Click(terminal.Lines[0].IndexOf("Sessions", StringComparison.Ordinal) + 1, 1);
        string[] shown = terminal.Until("the sessions", lines => Has(lines, "^  Session  ") && !Has(lines, "Today"));
        int titles = Array.FindIndex(shown, line => line.StartsWith("  Session ", StringComparison.Ordinal));
        terminal.Click(shown[titles].IndexOf("Cost", StringComparison.Ordinal) + 1, titles + 1);
        terminal.Until("the sign of the order", lines => Has(lines, "Cost .USD. ▾"));
        terminal.Click(10, titles + 2); // the first row is chosen already
        terminal.Until("its session", lines => Has(lines, "Tokens of its requests over time"));
        terminal.Press("Escape");
        terminal.Until("the way back by the key", lines => !Has(lines, "over time"));
        terminal.Press("q");
        ShouldBeLeft(terminal);
    }

    [Fact]
    public void The_key_that_suspends_programs_does_nothing()
    {
        using TmuxTerminal terminal = Start(80, 24, "$RIMURU top; echo code $?");
        terminal.Until("the figures", shown => Has(shown, "Today .* 15.00"));
        terminal.Press("C-z", "2");
        terminal.Until("the sessions", shown => Has(shown, "^  Session  ") && !Has(shown, "Today"));
        terminal.Fact("alternate_on").ShouldBe("1");
        terminal.Press("q");
        ShouldBeLeft(terminal);
    }

    [Fact]
    public void There_are_pages_of_events_of_processes_and_of_the_views_of_plugins()
    {
        cli.With("PATH", $"{shell.Path}:/usr/bin:/bin").With("DOTNET_ROOT", InstalledPowerShell.Root);
        cli.Run("plugins", "install", Documents.PathOf("samples/plugins/weekday-view"), "--force").ExitCode.ShouldBe(0);
        using TmuxTerminal terminal = Start(120, 30, "$RIMURU top; echo code $?");
        terminal.Until("the figures", shown => Has(shown, "Today .* 15.00"));
        terminal.Press("8");
        terminal.Until("what happened", shown => Has(shown, "session began +one +ClaudeCode"));
        terminal.Press("9");
        terminal.Until("the machine", shown => Has(shown, "% of the processors .* active sessions"));
        terminal.Press("Tab");
        terminal.Until("the view", shown => Has(shown, "^  Cost by weekday") && Has(shown, $"^  {DateTime.UtcNow.DayOfWeek} "));
        terminal.Press("q");
        ShouldBeLeft(terminal);
    }

    [Theory]
    [InlineData("C-c", null)]
    [InlineData(null, 1)]
    [InlineData(null, 15)]
    public void Ctrl_C_and_signals_leave_the_screen_as_it_was(string? key, int? signal)
    {
        using TmuxTerminal terminal = Start(80, 24, "$RIMURU top; echo code $?");
        terminal.Until("the figures", shown => Has(shown, "Today .* 15.00"));
        if (key is not null)
            terminal.Press(key);
        else
            cli.Shell(
                    string.Create(CultureInfo.InvariantCulture, $"kill -{signal} $(cat /proc/{terminal.Fact("pane_pid")}/task/*/children)")
                )
                .ExitCode.ShouldBe(0);
        ShouldBeLeft(terminal);
    }

    [Fact]
    public void While_it_runs_it_measures_the_machine_and_keeps_it()
    {
        using TmuxTerminal terminal = Start(80, 24, "$RIMURU top; echo code $?");
        terminal.Until("the figures", shown => Has(shown, "Today .* 15.00"));
        Thread.Sleep(TimeSpan.FromSeconds(12)); // it takes two looks, five seconds apart
        terminal.Press("q");
        ShouldBeLeft(terminal);
        cli.Run("metrics", "--json", "--no-sync")
            .Rows.Count(row => (string?)row!["name"] == "Requests" && row["agent"] is null && (long)row["samples"]! > 0)
            .ShouldBe(1);
    }

    [Fact]
    public void Colours_are_the_theme_s_and_with_NO_COLOR_there_are_none()
    {
        string coloured = Screen();
        coloured.ShouldContain("\u001b[36mOverview");
        coloured.ShouldNotMatch(@"\u001b\[[0-9;]*\b(4[0-8]|38|9[0-7]|10[0-7])\b[0-9;]*m");
        cli.With("NO_COLOR", "1");
        Screen().ShouldNotMatch(@"\u001b\[[0-9;]*\b3[0-7]\b[0-9;]*m");

        string Screen()
        {
            using TmuxTerminal terminal = Start(80, 24, "$RIMURU top");
            terminal.Until("the figures", shown => Has(shown, "Today .* 15.00"));
            return terminal.Coloured;
        }
    }

    [Fact]
    public void Without_a_console_it_says_what_to_use_and_gives_one_screen()
    {
        CliResult refused = cli.Run("top");
        refused.ExitCode.ShouldBe(1);
        refused.Output.ShouldBe("");
        refused.Errors.ShouldContain("needs a console");
        refused.Errors.ShouldContain("--once");
        string[] lines = cli.Run("top", "--once").Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(24);
        lines.ShouldContain(line => Regex.IsMatch(line, "Today .* 15.00"));
    }

    private TmuxTerminal Start(int width, int height, string line)
    {
        Assert.SkipUnless(TmuxTerminal.IsThere, "There is no tmux: the dashboard in the terminal is NOT tested.");
        TmuxTerminal terminal = new(cli, width, height);
        terminal.Type(line);
        return terminal;
    }

    private static void ShouldBeLeft(TmuxTerminal terminal)
    {
        string[] left = terminal.Until("the shell", shown => Has(shown, "^code 0$"));
        left.ShouldContain("before");
        left.ShouldNotContain(line => line.Contains("Overview", StringComparison.Ordinal));
        terminal.Fact("alternate_on").ShouldBe("0");
        terminal.Fact("cursor_flag").ShouldBe("1");
        terminal.Fact("wrap_flag").ShouldBe("1");
        terminal.Type("stty -a | grep -o \" echo \" | wc -l");
        terminal.Until("the echo of keys", shown => Has(shown, "^1$"));
    }

    private static bool Has(string[] lines, string pattern) => Array.Exists(lines, line => Regex.IsMatch(line, pattern));

    /// <summary>A request of now, so that the session goes on.</summary>
    private void Append(string id, int output)
    {
        string line = ClaudeCodeLines.Assistant(
            id,
            string.Create(CultureInfo.InvariantCulture, $""" "input_tokens":0,"output_tokens":{output} """),
            time: DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        );
        Directory.CreateDirectory(Path.GetDirectoryName(home.In(ClaudeCodeLines.Log))!);
        home.Append(ClaudeCodeLines.Log, line + "\n");
    }
}
