using System.Globalization;
using System.Text;
using Rimuru.Core.Views;

namespace Rimuru.Core.Screens;

/// <summary>A screen of cells. Whatever is put on it, no line is longer or shorter, and nothing on it moves the cursor.</summary>
internal sealed class ScreenFrame
{
    /// <summary>A character with more marks than languages need would tower over the lines above.</summary>
    private const int MostMarks = 3;

    private readonly ScreenCell[] cells;

    public ScreenFrame(int width, int height)
    {
        Width = width;
        Height = height;
        cells = new ScreenCell[width * height];
        Array.Fill(cells, ScreenCell.Blank);
    }

    public int Width { get; }

    public int Height { get; }

    private readonly List<(int X, int Y, int Width, ScreenTarget Target)> targets = [];

    /// <summary>Says what cells of a line are about.</summary>
    public void Aim(int x, int y, int width, ScreenTarget target) => targets.Add((x, y, width, target));

    /// <summary>What a cell is about; null if nothing.</summary>
    public ScreenTarget? TargetAt(int x, int y) => targets.Find(zone => y == zone.Y && x >= zone.X && x < zone.X + zone.Width).Target;

    public ScreenCell this[int x, int y] => cells[y * Width + x];

    /// <summary>The text of a line, as wide as the screen.</summary>
    public string Line(int y)
    {
        StringBuilder line = new();
        for (int x = 0; x < Width; x++)
            line.Append(this[x, y].Text);
        return line.ToString();
    }

    /// <summary>Writes a text within so many cells, shortened if it is longer; returns the cell after it.</summary>
    public int Put(int x, int y, string text, CellStyle style, int room = int.MaxValue)
    {
        room = Math.Min(room, Width - x);
        if (room <= 0 || x < 0 || y < 0 || y >= Height)
            return x;
        int at = x;
        foreach (string character in Characters(DisplayText.Cut(Plain(text), room)))
        {
            int wide = DisplayText.Width(character);
            if (at + wide > x + room)
                break;
            Free(at, y, wide);
            cells[y * Width + at] = new(character, style);
            if (wide == 2)
                cells[y * Width + at + 1] = new("", style);
            at += wide;
        }

        return at;
    }

    /// <summary>Writes a text that ends before a cell.</summary>
    public void PutRight(int end, int y, string text, CellStyle style, int room)
    {
        string cut = DisplayText.Cut(Plain(text), room);
        Put(end - DisplayText.Width(cut), y, cut, style, room);
    }

    /// <summary>Gives a part of a line another look.</summary>
    public void Restyle(int x, int y, int width, CellStyle style)
    {
        for (int at = x; at < Math.Min(x + width, Width); at++)
            cells[y * Width + at] = this[at, y] with { Style = style };
    }

    /// <summary>Takes away wide characters of which only one half would stay.</summary>
    private void Free(int x, int y, int width)
    {
        if (this[x, y].Text.Length == 0)
            cells[y * Width + x - 1] = ScreenCell.Blank;
        if (x + width < Width && this[x + width, y].Text.Length == 0)
            cells[y * Width + x + width] = ScreenCell.Blank;
    }

    /// <summary>The text without what terminals draw in different widths: joiners, and what chooses between pictures and letters.</summary>
    private static string Plain(string text)
    {
        string line = DisplayText.OneLine(text);
        if (line.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return line;
        StringBuilder plain = new();
        foreach (Rune rune in line.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool isChoice = rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
            if (category is not (UnicodeCategory.Format or UnicodeCategory.EnclosingMark) && !isChoice)
                plain.Append(rune.ToString());
        }

        return plain.ToString();
    }

    /// <summary>The characters of a text, each with the marks that follow it.</summary>
    private static IEnumerable<string> Characters(string text)
    {
        string character = "";
        int marks = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            string next = rune.ToString();
            if (DisplayText.Width(next) == 0)
            {
                if (character.Length > 0 && ++marks <= MostMarks)
                    character += next;
                continue;
            }

            if (character.Length > 0)
                yield return character;
            character = next;
            marks = 0;
        }

        if (character.Length > 0)
            yield return character;
    }
}
