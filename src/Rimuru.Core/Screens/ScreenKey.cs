namespace Rimuru.Core.Screens;

/// <summary>A key that means something to a screen.</summary>
internal enum KeyKind
{
    Character,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Tab,
    BackTab,
    Enter,
    Escape,
    Backspace,
    Click,
    WheelUp,
    WheelDown,
}

/// <summary>A key that was pressed, or what was done with the mouse.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Character">The character, of a key that has one.</param>
/// <param name="X">The column of the cell that was clicked, from 0.</param>
/// <param name="Y">Its line, from 0.</param>
internal readonly record struct ScreenKey(KeyKind Kind, char Character = '\0', int X = 0, int Y = 0);
