using System.Globalization;
using Rimuru.Core.Views;

namespace Rimuru.Core.Plugins;

/// <summary>The table of a picture, with the columns that the plugin gave it.</summary>
internal static class PictureView
{
    private const int LeastWidth = 8;

    public static View<IReadOnlyList<object?>> Of(PluginPicture picture) =>
        new([.. picture.Column.Select((column, i) => ColumnOf(column, i))]);

    /// <summary>The place of the column that is drawn as bars.</summary>
    public static int BarsAt(PluginPicture picture) => picture.Column.TakeWhile(column => column.Name != picture.Bars).Count();

    /// <summary>What a row's bar is of the longest one, from 0 to 1; 0 where there are no bars.</summary>
    public static Func<IReadOnlyList<object?>, decimal> BarsOf(PluginPicture picture)
    {
        if (picture.Bars is null)
            return _ => 0;
        int at = BarsAt(picture);
        decimal most = picture.Row.Select(row => Number(row[at])).DefaultIfEmpty().Max();
        return row => most > 0 ? Number(row[at]) / most : 0;
    }

    private static Column<IReadOnlyList<object?>> ColumnOf(PluginColumn column, int i) =>
        new(column.Name, column.Name, KindOf(column.Kind), LeastWidth, row => row[i]);

    private static ColumnKind KindOf(PluginValueKind kind) =>
        kind switch
        {
            PluginValueKind.Number => ColumnKind.Amount,
            PluginValueKind.Money => ColumnKind.Money,
            PluginValueKind.Time => ColumnKind.Time,
            _ => ColumnKind.Text,
        };

    private static decimal Number(object? value) =>
        value is long or decimal ? Math.Max(0, Convert.ToDecimal(value, CultureInfo.InvariantCulture)) : 0;
}
