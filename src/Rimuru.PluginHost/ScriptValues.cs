using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace Rimuru.PluginHost;

/// <summary>
/// Values as scripts can use them: objects with plain properties one way, and hashtables or objects with properties the other.
/// </summary>
internal static class ScriptValues
{
    /// <summary>A row as an object with a property for each column.</summary>
    public static PSObject Row(IReadOnlyList<PluginColumn> columns, IReadOnlyList<object?> row)
    {
        PSObject one = new(columns.Count);
        for (int i = 0; i < columns.Count; i++)
            one.Properties.Add(new PSNoteProperty(columns[i].Name, row[i]), preValidated: true);
        return one;
    }

    public static PSObject Of(AgentFile file) =>
        Object(("Path", file.Path), ("Name", file.Name), ("Modified", file.Modified), ("Size", file.Size));

    public static PSObject Of(PluginNotice notice) =>
        Object(
            ("Id", notice.Id),
            ("Kind", notice.Kind.ToString()),
            ("Time", notice.Time),
            ("Subject", notice.Subject),
            ("Text", notice.Text),
            ("Data", Of(notice.Data)),
            ("DataJson", notice.Data.ValueKind == JsonValueKind.Undefined ? "{}" : notice.Data.GetRawText())
        );

    public static Hashtable Of(IReadOnlyDictionary<string, string> settings)
    {
        Hashtable table = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in settings)
            table[name] = value;
        return table;
    }

    /// <summary>Writes what a function gives: a session if it says so with <c>Type = 'Session'</c>, else a response.</summary>
    public static void Record(object given, RecordWriter records)
    {
        ScriptFields fields = new(given);
        string type = fields.Text("Type") ?? "Response";
        if (type.Equals("Malformed", StringComparison.OrdinalIgnoreCase))
            records.Malformed();
        else if (type.Equals("Session", StringComparison.OrdinalIgnoreCase))
            records.Add(Session(fields));
        else
            records.Add(Response(fields));
    }

    /// <summary>
    /// A picture of what a function gives: each object is a row, whose columns are those of the first. An object with <c>Type =
    /// 'Picture'</c> gives title and bars.
    /// </summary>
    public static PluginPicture Picture(IReadOnlyList<PSObject> given)
    {
        List<ScriptFields> all = [.. given.Select(one => new ScriptFields(one))];
        ScriptFields? head = all.Find(one => "Picture".Equals(one.Text("Type"), StringComparison.OrdinalIgnoreCase));
        List<ScriptFields> rows = [.. all.Where(one => one != head)];
        string[] names = [.. rows.Count == 0 ? [] : rows[0].Names];
        if (names.Length == 0)
            names = ["Nothing"];
        object?[][] values = [.. rows.Select(row => Array.ConvertAll(names, row.Value))];
        return new PluginPicture
        {
            Title = head?.Text("Title"),
            Bars = head?.Text("Bars"),
            Column =
            [
                .. names.Select(
                    (name, i) => new PluginColumn(name, KindOf(values.Select(row => row[i]).FirstOrDefault(v => v is not null)))
                ),
            ],
            Row = values,
        };
    }

    private static PluginValueKind KindOf(object? value) =>
        value switch
        {
            long or int or short or byte => PluginValueKind.Number,
            decimal or double or float => PluginValueKind.Money,
            DateTimeOffset or DateTime => PluginValueKind.Time,
            bool => PluginValueKind.Flag,
            _ => PluginValueKind.Text,
        };

    private static AgentResponse Response(ScriptFields fields) =>
        new()
        {
            SessionId = fields.Text("SessionId") ?? throw new InvalidDataException("A response has no SessionId."),
            Id = fields.Text("Id"),
            Time = fields.Time("Time"),
            Model = fields.Text("Model"),
            Provider = fields.Text("Provider"),
            InputTokens = fields.Number("InputTokens") ?? 0,
            CacheReadTokens = fields.Number("CacheReadTokens") ?? 0,
            CacheWrite5mTokens = fields.Number("CacheWrite5mTokens") ?? 0,
            CacheWrite1hTokens = fields.Number("CacheWrite1hTokens") ?? 0,
            OutputTokens = fields.Number("OutputTokens") ?? 0,
            ReasoningTokens = fields.Number("ReasoningTokens") ?? 0,
            ReportedCost = fields.Amount("ReportedCost"),
            Folder = fields.Text("Folder"),
            Branch = fields.Text("Branch"),
            SubAgent = fields.Text("SubAgent"),
        };

    private static AgentSession Session(ScriptFields fields) =>
        new()
        {
            SessionId = fields.Text("SessionId") ?? throw new InvalidDataException("A session has no SessionId."),
            ParentSessionId = fields.Text("ParentSessionId"),
            SubAgent = fields.Text("SubAgent"),
            Folder = fields.Text("Folder"),
            Branch = fields.Text("Branch"),
            Title = fields.Text("Title"),
            AgentVersion = fields.Text("AgentVersion"),
            Started = fields.Time("Started"),
            LastActivity = fields.Time("LastActivity"),
            Turns = fields.Number("Turns"),
        };

    private static PSObject Object(params (string Name, object? Value)[] properties)
    {
        PSObject one = new(properties.Length);
        foreach ((string name, object? value) in properties)
            one.Properties.Add(new PSNoteProperty(name, value));
        return one;
    }

    private static object? Of(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => Object([.. value.EnumerateObject().Select(one => (one.Name, Of(one.Value)))]),
            JsonValueKind.Array => value.EnumerateArray().Select(Of).ToArray(),
            JsonValueKind.String => value.GetString(),
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.Number => value.TryGetInt64(out long whole) ? whole : value.GetDecimal(),
            _ => null,
        };
}

/// <summary>The fields of a hashtable or of an object, by names without regard to case.</summary>
internal sealed class ScriptFields
{
    private readonly PSObject given;
    private readonly IDictionary? table;

    public ScriptFields(object given)
    {
        this.given = PSObject.AsPSObject(given);
        table = this.given.BaseObject as IDictionary;
    }

    public IEnumerable<string> Names =>
        table is null
            ? given.Properties.Select(property => property.Name)
            : table.Keys.Cast<object>().Select(key => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "");

    public object? Value(string name)
    {
        object? value = table is null ? given.Properties[name]?.Value : table[name];
        return value is PSObject wrapped ? wrapped.BaseObject : value;
    }

    public string? Text(string name) => Value(name) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    public long? Number(string name) => Value(name) is { } value ? LanguagePrimitives.ConvertTo<long>(value) : null;

    public decimal? Amount(string name) => Value(name) is { } value ? LanguagePrimitives.ConvertTo<decimal>(value) : null;

    /// <summary>A time: a DateTime or DateTimeOffset, an ISO 8601 text, or Unix milliseconds.</summary>
    public DateTimeOffset? Time(string name) =>
        Value(name) switch
        {
            null => null,
            DateTimeOffset time => time,
            DateTime time => new DateTimeOffset(time),
            long ms => DateTimeOffset.FromUnixTimeMilliseconds(ms),
            int seconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
            var other => DateTimeOffset.Parse(
                Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            ),
        };
}
