using System.Globalization;
using System.Text;
using Rimuru.Core.Display;
using Rimuru.Core.Screens;

namespace Rimuru.Cli.Output;

/// <summary>The process's console as the terminal of a dashboard.</summary>
internal sealed class ScreenConsole : IScreenTerminal
{
    /// <summary>What stands between an escape and what the mouse did.</summary>
    private const string MouseBegin = "[<";

    /// <summary>How long the escape key waits to be told from what the mouse did.</summary>
    private static readonly TimeSpan AfterEscape = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan WithinMouse = TimeSpan.FromMilliseconds(200);

    private readonly Stream output = Console.OpenStandardOutput();
    private readonly Queue<ConsoleKeyInfo> held = new();

    /// <summary>True if there is a console with a screen and keys.</summary>
    public static bool IsThere =>
        !Console.IsOutputRedirected
        && !Console.IsInputRedirected
        && Variable("TERM") != "dumb"
        && (!OperatingSystem.IsWindows() || WindowsConsole.TakesCodes());

    public (int Width, int Height) Size => (Console.WindowWidth, Console.WindowHeight);

    public bool HasColours { get; } = string.IsNullOrEmpty(Variable("NO_COLOR"));

    /// <summary>Windows tells its programs of the mouse in another way.</summary>
    public bool HasMouse { get; } = !OperatingSystem.IsWindows();

    public ScreenKey? ReadKey()
    {
        while (held.Count > 0 || Console.KeyAvailable)
        {
            if (KeyOf(Next()) is { } key)
                return key;
        }

        return null;
    }

    private ConsoleKeyInfo Next() => held.Count > 0 ? held.Dequeue() : Console.ReadKey(intercept: true);

    public void Write(string text)
    {
        output.Write(Encoding.UTF8.GetBytes(text));
        output.Flush();
    }

    private ScreenKey? KeyOf(ConsoleKeyInfo pressed) =>
        pressed.Key switch
        {
            ConsoleKey.UpArrow => new(KeyKind.Up),
            ConsoleKey.DownArrow => new(KeyKind.Down),
            ConsoleKey.LeftArrow => new(KeyKind.Left),
            ConsoleKey.RightArrow => new(KeyKind.Right),
            ConsoleKey.PageUp => new(KeyKind.PageUp),
            ConsoleKey.PageDown => new(KeyKind.PageDown),
            ConsoleKey.Home => new(KeyKind.Home),
            ConsoleKey.End => new(KeyKind.End),
            ConsoleKey.Tab => new(pressed.Modifiers.HasFlag(ConsoleModifiers.Shift) ? KeyKind.BackTab : KeyKind.Tab),
            ConsoleKey.Enter => new(KeyKind.Enter),
            ConsoleKey.Escape when IsMouse() => Mouse(),
            ConsoleKey.Escape => new(KeyKind.Escape),
            ConsoleKey.Backspace => new(KeyKind.Backspace),
            _ when char.IsControl(pressed.KeyChar) => null,
            _ => new(KeyKind.Character, pressed.KeyChar),
        };

    /// <summary>True if what follows an escape says what the mouse did. What says something else is kept, and read as keys.</summary>
    private bool IsMouse()
    {
        foreach (char expected in MouseBegin)
        {
            if (!IsThereSoon(AfterEscape))
                return false;
            ConsoleKeyInfo next = Console.ReadKey(intercept: true);
            held.Enqueue(next);
            if (next.KeyChar != expected)
                return false;
        }

        held.Clear();
        return true;
    }

    /// <summary>A slow line may bring what the mouse did in several parts.</summary>
    private static bool IsThereSoon(TimeSpan patience)
    {
        TimeSpan moment = TimeSpan.FromMilliseconds(5);
        for (TimeSpan waited = default; waited < patience && !Console.KeyAvailable; waited += moment)
            Thread.Sleep(moment);
        return Console.KeyAvailable;
    }

    /// <summary>Reads <c>BUTTON;COLUMN;LINE</c> and an M, or an m when it is let go; null for what means nothing here.</summary>
    private static ScreenKey? Mouse()
    {
        const int Left = 0,
            WheelUp = 64,
            WheelDown = 65,
            Longest = 60;
        StringBuilder text = new();
        char last = '\0';
        while (last is not ('M' or 'm') && text.Length < Longest && IsThereSoon(WithinMouse))
        {
            last = Console.ReadKey(intercept: true).KeyChar;
            text.Append(last);
        }

        string[] parts = text.ToString().TrimEnd('M', 'm').Split(';');
        int[] numbers = Array.ConvertAll(
            parts,
            part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1
        );
        return numbers switch
        {
            [Left, > 0 and var x, > 0 and var y] when last == 'M' => new(KeyKind.Click, X: x - 1, Y: y - 1),
            [WheelUp, _, _] => new(KeyKind.WheelUp),
            [WheelDown, _, _] => new(KeyKind.WheelDown),
            _ => null,
        };
    }

#pragma warning disable RS0030 // it is the process's terminal, whatever home is read
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
}
