using Rimuru.Core.Display;

namespace Rimuru.Core.Hooks;

/// <summary>Events as comma-separated lines with the same columns for all kinds. No cell is a formula of a spreadsheet.</summary>
internal static class EventCsv
{
    /// <summary>Each column, and the names of data that it has: the first that an event has.</summary>
    private static readonly (string Name, string[] Fields)[] Columns =
    [
        ("time", ["time"]),
        ("kind", ["kind"]),
        ("subject", ["subject"]),
        ("agent", ["agent"]),
        ("session", ["sessionId"]),
        ("project", ["project"]),
        ("branch", ["branch"]),
        ("models", ["models", "model"]),
        ("machine", ["machine"]),
        ("user", ["user"]),
        ("requests", ["requests"]),
        ("tokens", ["totalTokens"]),
        ("cost", ["cost"]),
        ("text", ["text"]),
        ("id", ["id"]),
    ];

    public static string Header { get; } = string.Join(',', Columns.Select(column => column.Name));

    public static string Line(RimuruEvent told)
    {
        EventFields fields = new(told);
        return string.Join(
            ',',
            Columns.Select(column => Cell(column.Fields.Select(name => fields[name]).FirstOrDefault(text => text != "", "")))
        );
    }

    private static string Cell(string text)
    {
        if (!IsNumber(text))
            text = Formula.Disarmed(text);
        return text.AsSpan().ContainsAny(",\"\r\n ") || text.StartsWith('\'')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    private static bool IsNumber(string text) =>
        decimal.TryParse(
            text,
            System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint,
            System.Globalization.CultureInfo.InvariantCulture,
            out _
        );
}
