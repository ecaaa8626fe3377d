using System.Text.Json;
using Rimuru.Core.Display;
using Rimuru.Core.Events;

namespace Rimuru.Core.Hooks;

/// <summary>The data of an event by name, as text of one line: for templates and columns.</summary>
internal sealed class EventFields
{
    private const string DataPrefix = "data.";

    /// <summary>Names that every event has.</summary>
    private static readonly string[] Common = ["text", "kind", "id", "time", "subject"];

    private readonly Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);

    public EventFields(RimuruEvent told)
    {
        using JsonDocument data = JsonDocument.Parse(EventText.DataOf(told));
        foreach (JsonProperty property in data.RootElement.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object)
                fields[property.Name] = PlainText.Name(TextOf(property.Value));
        }

        if (told is CustomEvent custom)
        {
            foreach ((string key, string value) in custom.Data)
                fields[DataPrefix + key] = PlainText.Name(value);
        }

        fields["text"] = EventSentence.Of(told);
        fields["kind"] = told.Kind.ToString();
        fields["id"] = PlainText.Name(told.Id);
        fields["time"] = told.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        fields["subject"] = PlainText.Name(told.Subject);
    }

    /// <summary>The value of a field; empty if the event does not have it.</summary>
    public string this[string name] => fields.GetValueOrDefault(name, "");

    /// <summary>The names that events of a kind can have.</summary>
    public static IEnumerable<string> NamesOf(EventKind kind) => Common.Concat(EventText.NamesOf(kind));

    /// <summary>True for a field that the sender of a custom event names.</summary>
    public static bool IsOfSender(string name, EventKind kind) =>
        kind == EventKind.Custom && name.StartsWith(DataPrefix, StringComparison.OrdinalIgnoreCase) && name.Length > DataPrefix.Length;

    private static string TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(TextOf)),
            JsonValueKind.Null => "",
            _ => value.GetRawText(),
        };
}
