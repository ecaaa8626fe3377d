namespace Rimuru.Core.Screens;

/// <summary>The console of whoever shows a screen.</summary>
internal interface IScreenTerminal
{
    (int Width, int Height) Size { get; }

    bool HasColours { get; }

    /// <summary>True if <see cref="ReadKey"/> tells of the mouse.</summary>
    bool HasMouse { get; }

    /// <summary>The next key that was pressed; null if none was.</summary>
    ScreenKey? ReadKey();

    /// <summary>Writes at once. IOException: the terminal has gone.</summary>
    void Write(string text);
}
