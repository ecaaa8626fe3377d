using Rimuru.Core.Display;

namespace Rimuru.Core.Plugins;

/// <summary>The texts of a picture: made harmless, and drawn as bars.</summary>
internal static class PictureText
{
    private const int LongestText = 1000;
    private const int LongestLabel = 40;
    private const int LeastBar = 10;

    /// <summary>The picture without characters that have power over a terminal, and without endless texts.</summary>
    public static PluginPicture Plain(PluginPicture picture) =>
        picture with
        {
            Title = picture.Title is null ? null : Short(picture.Title),
            Bars = picture.Bars is null ? null : Short(picture.Bars),
            Column = [.. picture.Column.Select(column => column with { Name = Short(column.Name) })],
            Row =
            [
                .. picture.Row.Select(row => (IReadOnlyList<object?>)[.. row.Select(value => value is string text ? Short(text) : value)]),
            ],
        };

    /// <summary>Draws the bars of a picture, each with the text of its first column and its number.</summary>
    public static IEnumerable<string> Bars(PluginPicture picture, int width)
    {
        int at = PictureView.BarsAt(picture);
        Func<IReadOnlyList<object?>, decimal> shareOf = PictureView.BarsOf(picture);
        List<(string Label, string Number, decimal Share)> bars =
        [
            .. picture.Row.Select(row => (Cut(TextOf(row[0])), row[at] is long or decimal ? TextOf(row[at]) : TextOf(0L), shareOf(row))),
        ];
        int labels = bars.Select(bar => bar.Label.Length).DefaultIfEmpty().Max();
        int numbers = bars.Select(bar => bar.Number.Length).DefaultIfEmpty().Max();
        int room = Math.Max(LeastBar, width - labels - numbers - 3);
        foreach ((string label, string number, decimal share) in bars)
            yield return $"{label.PadRight(labels)} {number.PadLeft(numbers)} {new string('█', (int)Math.Round(share * room))}".TrimEnd();
    }

    /// <summary>The table of a picture, with columns below each other.</summary>
    public static IEnumerable<string> Lines(PluginPicture picture)
    {
        string[][] cells =
        [
            [.. picture.Column.Select(column => column.Name)],
            .. picture.Row.Select(row => row.Select(value => Cut(TextOf(value))).ToArray()),
        ];
        int[] widths = [.. picture.Column.Select((_, i) => cells.Max(row => row[i].Length))];
        foreach (string[] row in cells)
            yield return string.Join(
                    "  ",
                    row.Select((cell, i) => IsNumber(picture, i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))
                )
                .TrimEnd();
    }

    private static bool IsNumber(PluginPicture picture, int at) =>
        picture.Column[at].Kind is PluginValueKind.Number or PluginValueKind.Money;

    public static string TextOf(object? value) => Exports.ExportText.Of(value);

    private static string Cut(string text) => text.Length > LongestLabel ? text[..(LongestLabel - 1)] + "…" : text;

    private static string Short(string text) => PlainText.Name(text.Length > LongestText ? text[..LongestText] : text);
}
