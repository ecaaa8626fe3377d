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
}

/// <summary>A key that was pressed.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Character">The character, of a key that has one.</param>
internal readonly record struct ScreenKey(KeyKind Kind, char Character = '\0');
