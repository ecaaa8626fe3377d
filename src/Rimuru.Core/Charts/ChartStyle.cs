using System.Text;
using Rimuru.Core.Views;

namespace Rimuru.Core.Charts;

/// <summary>How a chart is written.</summary>
/// <param name="Width">The most cells of a line.</param>
/// <param name="HasColours">True if parts are told apart by colours, else by shades.</param>
internal sealed record ChartStyle(int Width, bool HasColours)
{
    /// <summary>With less room there would be no bars.</summary>
    public const int LeastWidth = 40;

    private const string Reset = "\e[0m";

    /// <summary>Colours of the terminal's cube that stand out on black and on white, the last one for the rest.</summary>
    private static readonly int[] Colours = [33, 208, 35, 170, 37, 245];

    private static readonly char[] Shades = ['█', '▓', '▒', '░', '▪', '·'];

    /// <summary>The number of parts that can be told apart, the rest included.</summary>
    public static int Parts => Colours.Length;

    /// <summary>Cells of a part.</summary>
    public string Cells(int part, int count)
    {
        if (count <= 0)
            return "";
        return HasColours ? Coloured(new string('█', count), Colours[part]) : new string(Shades[part], count);
    }

    /// <summary>A text in a colour of the terminal's cube.</summary>
    public string Coloured(string text, int colour) => HasColours ? $"\e[38;5;{colour}m{text}{Reset}" : text;

    /// <summary>An amount as a chart writes it.</summary>
    public static string ValueOf(decimal amount, BudgetUnit unit) =>
        unit == BudgetUnit.Tokens ? CellText.Count((long)amount) : CellText.Money(amount);

    /// <summary>Entries of a legend, as many on a line as there is room for.</summary>
    /// <param name="entries">Their texts, and the cells that each takes.</param>
    public IEnumerable<string> Lines(IEnumerable<(string Text, int Width)> entries)
    {
        const string Between = "  ";
        StringBuilder line = new();
        int used = 0;
        foreach ((string text, int width) in entries)
        {
            if (used > 0 && used + Between.Length + width > Width)
            {
                yield return line.ToString();
                line.Clear();
                used = 0;
            }

            line.Append(used > 0 ? Between : "").Append(text);
            used += width + (used > 0 ? Between.Length : 0);
        }

        if (used > 0)
            yield return line.ToString();
    }
}
