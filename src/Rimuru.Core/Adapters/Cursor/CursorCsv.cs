using System.Globalization;
using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>The columns of the dashboard's usage export, which differ between releases in number and order.</summary>
internal sealed class CursorCsv
{
    private const string WithWrite = "Input (w/ Cache Write)",
        WithoutWrite = "Input (w/o Cache Write)";

    /// <summary>The columns that every such export has.</summary>
    public static readonly string[] Required = ["Date", "Model", WithWrite, WithoutWrite, "Output Tokens"];

    private readonly Dictionary<string, int> columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly NameTable names;

    private CursorCsv(NameTable names) => this.names = names;

    /// <summary>Reads the header. <see cref="JsonException"/>: a column is missing, so the file is not such an export.</summary>
    public static CursorCsv Of(List<string> header, NameTable names)
    {
        CursorCsv csv = new(names);
        for (int i = 0; i < header.Count; i++)
            csv.columns.TryAdd(header[i].Trim(), i);
        return Array.TrueForAll(Required, csv.columns.ContainsKey)
            ? csv
            : throw new JsonException("The header is not that of a usage export.");
    }

    /// <summary>Reads a record; false if it is malformed. A record without tokens and money is not a request.</summary>
    public bool TryRead(List<string> fields, RowSink sink, out CursorEvent? row)
    {
        row = null;
        if (TimeOf(Field(fields, "Date")) is not { } time)
            return false;
        if (
            !TryTokens(fields, WithWrite, sink, out long write)
            || !TryTokens(fields, WithoutWrite, sink, out long input)
            || !TryTokens(fields, "Cache Read", sink, out long read)
            || !TryTokens(fields, "Output Tokens", sink, out long output)
            || !TryTokens(fields, "Total Tokens", sink, out long total)
        )
            return false;

        // The two columns are normally separate; if only the sum without the second adds up to the total, the first includes the second.
        if (write + input + read + output != total && write >= input && write + read + output == total)
            write -= input;
        TokenUsage tokens = new(input, read, write, 0, output, 0);
        NanoUsd? cost = Money(Field(fields, "Cost"));
        if (tokens.IsZero && cost is null or { Value: 0 })
            return true;
        row = new CursorEvent
        {
            UnixMs = time,
            Model = Name(Field(fields, "Model")),
            User = Name(Field(fields, "User")),
            Tokens = tokens,
            CostNano = cost,
        };
        return true;
    }

    /// <summary>
    /// Parses a time; without a zone it is UTC. A day without a time means its noon, which is on the same day in nearly all zones.
    /// </summary>
    private static long? TimeOf(string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Utc, out DateTime day))
            return new DateTimeOffset(day.AddHours(12)).ToUnixTimeMilliseconds();
        return
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time)
            && time.ToUnixTimeMilliseconds() is >= 0 and var ms
            ? ms
            : null;
    }

    /// <summary>Parses dollars; null for <c>Included</c>, <c>-</c>, <c>NaN</c> and other currencies.</summary>
    private static NanoUsd? Money(string text) =>
        decimal.TryParse(
            text.Trim().TrimStart('$'),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out decimal usd
        )
            ? ReportedCost.Of(usd)
            : null;

    private bool TryTokens(List<string> fields, string column, RowSink sink, out long tokens)
    {
        tokens = 0;
        string text = Field(fields, column);
        if (text is "" or "-" or "NaN")
            return true;
        if (
            !decimal.TryParse(
                text,
                NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out decimal number
            )
        )
            return false;
        tokens = (long)Math.Clamp(number, 0, Json.MaxTokens);
        if (number is < 0 or > Json.MaxTokens)
            sink.Clamped();
        return true;
    }

    private string Field(List<string> fields, string column) =>
        columns.TryGetValue(column, out int at) && at < fields.Count ? fields[at].Trim() : "";

    private string? Name(string text) => text.Length == 0 ? null : names.Get(Encoding.UTF8.GetBytes(text));
}
