using System.Globalization;

namespace Rimuru.Cli.Tests;

/// <summary>A real terminal of a size, with a shell in it; tmux tells what is on its screen.</summary>
internal sealed class TmuxTerminal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Cli cli;
    private readonly string tmux;

    public TmuxTerminal(Cli cli, int width, int height)
    {
        this.cli = cli;
        tmux = $"tmux -S {cli.Home}/tmux -f /dev/null";
        Run(Invariant($"new-session -d -x {width} -y {height} -s test 'PS1=\"$ \" HISTFILE= bash --norc'"));
        Type("clear; echo before; cd /");
        Until("the shell", lines => lines.Any(line => line == "before"));
    }

    public static bool IsThere => OperatingSystem.IsLinux() && File.Exists("/usr/bin/tmux");

    /// <summary>The lines on the screen.</summary>
    public string[] Lines => Run("capture-pane -p -t test").Split('\n');

    /// <summary>The screen with the codes of its colours.</summary>
    public string Coloured => Run("capture-pane -p -e -t test");

    /// <summary>What tmux knows of the terminal, such as <c>cursor_flag</c>.</summary>
    public string Fact(string name) => Run($"display-message -p -t test '#{{{name}}}'").Trim();

    public void Type(string line) => Run($"send-keys -t test -l -- '{line}' \\; send-keys -t test Enter");

    public void Press(params string[] keys) => Run($"send-keys -t test '{string.Join("' '", keys)}'");

    /// <summary>Clicks a cell, as the terminal tells its program: columns and lines from 1.</summary>
    public void Click(int column, int line) => Run($"send-keys -t test -l -- '\u001b[<0;{column};{line}M\u001b[<0;{column};{line}m'");

    public void Resize(int width, int height) => Run(Invariant($"resize-window -t test -x {width} -y {height}"));

    /// <summary>Waits until the screen has what it shall have.</summary>
    public string[] Until(string what, Predicate<string[]> isThere)
    {
        DateTime end = DateTime.UtcNow + Patience;
        while (true)
        {
            string[] lines = Lines;
            if (isThere(lines))
                return lines;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"{what} did not come:\n{string.Join('\n', lines)}");
            Thread.Sleep(50);
        }
    }

    /// <summary>Ends all that ran in it, so that nothing writes any more.</summary>
    public void Dispose()
    {
        string shell = Fact("pane_pid");
        cli.Shell(
            $"left=\"{shell} $(cat /proc/{shell}/task/*/children)\"; {tmux} kill-server; "
                + "for one in $left; do timeout 20 tail --pid $one -f /dev/null; done"
        );
    }

    private string Run(string command)
    {
        CliResult result = cli.Shell($"{tmux} {command}");
        result.ExitCode.ShouldBe(0, $"{command}: {result.Errors}");
        return result.Output;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
