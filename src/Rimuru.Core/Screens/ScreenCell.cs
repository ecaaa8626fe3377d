namespace Rimuru.Core.Screens;

/// <summary>One cell of a screen.</summary>
/// <param name="Text">A character with its marks; empty for the second half of a wide one.</param>
/// <param name="Style">How it looks.</param>
internal readonly record struct ScreenCell(string Text, CellStyle Style)
{
    public static ScreenCell Blank { get; } = new(" ", CellStyle.Plain);
}
