using System.Globalization;

namespace Rimuru.Core.Exports;

/// <summary>Values as text for programs: the same as in JSON, in every culture.</summary>
internal static class ExportText
{
    private const string ListSeparator = "; ";

    public static string Of(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            bool flag => flag ? "true" : "false",
            decimal amount => Plain(amount),
            DateTimeOffset time => Time(time),
            TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
            IEnumerable<string> list => string.Join(ListSeparator, list),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    /// <summary>True for values that others wrote, whose text can be anything.</summary>
    public static bool IsText(object? value) => value is string or IEnumerable<string>;

    /// <summary>All digits, without zeros at the end and without an exponent.</summary>
    public static string Plain(decimal amount)
    {
        string text = amount.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>ISO 8601 with the offset, as JSON has it.</summary>
    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
