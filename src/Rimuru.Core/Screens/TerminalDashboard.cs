using System.Runtime.InteropServices;
using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Screens;

/// <summary>The dashboard of a terminal: keys in, screens out, until somebody ends it.</summary>
internal static class TerminalDashboard
{
    /// <summary>How often keys, the size and what there is to show are looked at.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(40);

    /// <summary>A screen of a console that has none is so large.</summary>
    private const int UsualWidth = 80,
        UsualHeight = 24;

    /// <summary>Shows the dashboard until <c>q</c> or until cancelled. E9002, E4001 to E4006: home or configuration is wrong.</summary>
    public static void Run(IScreenTerminal terminal, ScreenOptions options, CancellationToken stop)
    {
        Check(options);
        FrameWriter writer = new(terminal.HasColours, terminal.HasMouse);

        // A shell that comes back in front would have the other screen, and the mouse.
        using PosixSignalRegistration? noSuspend = OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGTSTP, context => context.Cancel = true);
        using ScreenFeed feed = new(options);
        try
        {
            terminal.Write(writer.Enter);
            Show(terminal, writer, feed, options.Time, stop);
        }
        catch (IOException)
        {
            // the terminal has gone
        }
        finally
        {
            Restore(terminal, writer);
        }
    }

    /// <summary>One screen as lines of text, of the ledger as it is.</summary>
    public static IReadOnlyList<string> Once(RimuruEngine engine, TimeZoneInfo zone, CancellationToken stop)
    {
        ScreenReader reader = new(engine, zone);
        ScreenState state = new();
        ScreenModel model = reader.Read(reader.Nothing, new ScreenQuestion(state.Range, null, null), stop).Last();
        ScreenFrame frame = ScreenRenderer.Render(model, state, UsualWidth, UsualHeight);
        return [.. Enumerable.Range(0, frame.Height).Select(y => frame.Line(y).TrimEnd())];
    }

    /// <summary>E19003: there is no console that could show it.</summary>
    public static RimuruException NoConsole() =>
        new(
            ErrorCodes.DashboardConsole,
            $"The dashboard needs a console with a screen and keys, and here is none. Use {Terms.OneScreen} or {Terms.WebDashboard}.",
            "console"
        );

    /// <summary>What is wrong with home or configuration is said before the screen is another one.</summary>
    private static void Check(ScreenOptions options) =>
        RimuruEngine.Open(new EngineOptions { HomePath = options.HomePath, Database = options.Database }).Dispose();

    private static void Show(IScreenTerminal terminal, FrameWriter writer, ScreenFeed feed, TimeProvider time, CancellationToken stop)
    {
        ScreenModel nothing = new() { At = time.GetUtcNow(), Zone = TimeZoneInfo.Utc };
        ScreenState state = new();
        ScreenFrame? before = null;
        (ScreenModel Model, ScreenState State, (int Width, int Height) Size)? drawn = null;
        while (!state.IsEnded && !stop.IsCancellationRequested)
        {
            ScreenModel model = feed.Latest ?? nothing;
            (int Width, int Height) size = terminal.Size;
            while (!state.IsEnded && terminal.ReadKey() is { } key)
            {
                int page = ScreenRenderer.PageOf(state, size.Height);
                state =
                    key.Kind == KeyKind.Click && before?.TargetAt(key.X, key.Y) is var target
                        ? ScreenKeys.Click(state, target, ScreenTables.Of(model, state))
                        : ScreenKeys.Press(state, key, ScreenTables.Of(model, state), page, ScreenPage.All(model));
            }

            feed.Ask(state.Range, state.SessionId, state.View);
            if (drawn is not { } last || last.Model != model || last.State != state || last.Size != size)
            {
                ScreenFrame next = ScreenRenderer.Render(model, state, size.Width, size.Height);
                string change = writer.Change(before, next);
                if (change.Length > 0)
                    terminal.Write(change);
                before = next;
                drawn = (model, state, size);
            }

            stop.WaitHandle.WaitOne(Beat);
        }
    }

    private static void Restore(IScreenTerminal terminal, FrameWriter writer)
    {
        try
        {
            terminal.Write(writer.Leave);
        }
        catch (IOException)
        {
            // the terminal has gone
        }
    }
}
