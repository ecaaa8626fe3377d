using Rimuru.Core.Display;
using Rimuru.Core.Screens;

namespace Rimuru.Cli.Output;

/// <summary>The process's console as the terminal of a dashboard.</summary>
internal sealed class ScreenConsole : IScreenTerminal
{
    private readonly Stream output = Console.OpenStandardOutput();

    /// <summary>True if there is a console with a screen and keys.</summary>
    public static bool IsThere =>
        !Console.IsOutputRedirected
        && !Console.IsInputRedirected
        && Variable("TERM") != "dumb"
        && (!OperatingSystem.IsWindows() || WindowsConsole.TakesCodes());

    public (int Width, int Height) Size => (Console.WindowWidth, Console.WindowHeight);

    public bool HasColours { get; } = string.IsNullOrEmpty(Variable("NO_COLOR"));

    public ScreenKey? ReadKey()
    {
        while (Console.KeyAvailable)
        {
            if (KeyOf(Console.ReadKey(intercept: true)) is { } key)
                return key;
        }

        return null;
    }

    public void Write(string text)
    {
        output.Write(System.Text.Encoding.UTF8.GetBytes(text));
        output.Flush();
    }

    private static ScreenKey? KeyOf(ConsoleKeyInfo pressed) =>
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
            ConsoleKey.Escape => new(KeyKind.Escape),
            ConsoleKey.Backspace => new(KeyKind.Backspace),
            _ when char.IsControl(pressed.KeyChar) => null,
            _ => new(KeyKind.Character, pressed.KeyChar),
        };

#pragma warning disable RS0030 // it is the process's terminal, whatever home is read
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
}
