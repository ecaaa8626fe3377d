using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Rimuru.Core.Display;
using Rimuru.Core.Views;

namespace Rimuru.Core.Exports;

/// <summary>Text and numbers in HTML. Text of others shows as it is, and is never markup.</summary>
internal static class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A text on one line, for elements and attributes.</summary>
    public static string Of(string text) => Encoder.Encode(PlainText.Name(text));

    /// <summary>A long text without its middle; its whole is in the title of what shows it.</summary>
    public static string Short(string text, int width) => Of(DisplayText.Cut(DisplayText.OneLine(text), width));

    public static string Money(decimal amount, string currency) => $"{CellText.Money(amount)}\u00A0{Of(currency)}";

    /// <summary>The sign of a colour in a legend.</summary>
    public static string Key(string kind) =>
        "<svg class=\"key\" width=\"10\" height=\"10\" aria-hidden=\"true\">"
        + $"<rect class=\"{kind}\" width=\"10\" height=\"10\" rx=\"3\"/></svg>";

    /// <summary>A number that is seen at once. All but the kind is markup.</summary>
    public static string Tile(string name, string value, string detail, string kind = "") =>
        $"<div class=\"tile {kind}\"><span>{name}</span><strong>{value}</strong><em>{detail}</em></div>";

    /// <summary>A number in few characters: <c>12.3M</c>.</summary>
    public static string Brief(decimal number) =>
        number switch
        {
            >= 1e12m => Scaled(number, 1e12m, "T"),
            >= 1e9m => Scaled(number, 1e9m, "B"),
            >= 1e6m => Scaled(number, 1e6m, "M"),
            >= 1e4m => Scaled(number, 1e3m, "k"),
            _ => number.ToString(decimal.IsInteger(number) ? "#,0" : "#,0.####", CultureInfo.InvariantCulture),
        };

    public static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Percent(double number) => Number(number) + "%";

    private static string Scaled(decimal number, decimal unit, string sign) =>
        (number / unit).ToString("0.##", CultureInfo.InvariantCulture) + sign;
}
