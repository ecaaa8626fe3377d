namespace Rimuru.Core.Screens;

/// <summary>Amounts as blocks of different heights.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>Lines of blocks from top to bottom, a cell for each amount; amounts of nothing have a blank.</summary>
    public static string[] Of(IReadOnlyList<decimal> amounts, int height)
    {
        decimal most = amounts.Count == 0 ? 0 : amounts.Max();
        string[] lines = new string[height];
        for (int y = 0; y < height; y++)
        {
            int below = (height - 1 - y) * Blocks.Length;
            lines[y] = string.Concat(amounts.Select(amount => Block(amount, most, height) - below).Select(Cell));
        }

        return lines;
    }

    /// <summary>The amounts as so many sums of neighbours, so that they have room.</summary>
    public static IReadOnlyList<decimal> Fit(IReadOnlyList<decimal> amounts, int width)
    {
        if (amounts.Count <= width || width <= 0)
            return amounts;
        int each = (amounts.Count + width - 1) / width;
        return [.. amounts.Chunk(each).Select(part => part.Sum())];
    }

    private static int Block(decimal amount, decimal most, int height) =>
        amount <= 0 || most <= 0 ? 0 : Math.Max(1, (int)decimal.Round(amount / most * height * Blocks.Length));

    private static char Cell(int level) => level <= 0 ? ' ' : Blocks[Math.Min(level, Blocks.Length) - 1];
}
