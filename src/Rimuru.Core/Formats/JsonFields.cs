using System.Text;
using System.Text.Json;
using Rimuru.Core.Files;

namespace Rimuru.Core.Formats;

/// <summary>
/// Fields of a parsed line or document, for readers that need a few of many. A field that is missing or of another type is empty, never an
/// error.
/// </summary>
internal static class JsonFields
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>Parses a whole line.</summary>
    public static JsonDocument Parse(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line, Json.Options);
        JsonDocument document = JsonDocument.ParseValue(ref reader);
        try
        {
            while (reader.Read()) { }

            return document;
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Parses a file that is one JSON object, or a value of another <paramref name="kind"/>. Its agent may be writing the file at the same
    /// time.
    /// </summary>
    public static JsonDocument ParseFile(string path, JsonValueKind kind = JsonValueKind.Object)
    {
        ReadOnlyMemory<byte> text = RegularFile.ReadAllBytes(path);
        if (text.Span.StartsWith("\uFEFF"u8))
            text = text[3..];
        JsonDocument document = JsonDocument.Parse(text.TrimEnd((byte)0), Options);
        if (document.RootElement.ValueKind == kind)
            return document;
        document.Dispose();
        throw new JsonException($"The document is not a JSON {kind}.");
    }

    /// <summary>The value of a property; of kind Undefined if it does not exist.</summary>
    public static JsonElement Get(this JsonElement element, ReadOnlySpan<byte> name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return default;
        try
        {
            return element.TryGetProperty(name, out JsonElement value) ? value : default;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A property name is not valid text.", e);
        }
    }

    /// <summary>A whole number that identifies something, such as a process.</summary>
    public static bool TryGetId(this JsonElement element, out int id)
    {
        id = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out id);
    }

    /// <summary>The items of an array; empty for another type.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The properties of an object whose names are valid text; empty for another type.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Properties(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name;
            try
            {
                name = property.Name;
            }
            catch (InvalidOperationException)
            {
                continue;
            }

            yield return (name, property.Value);
        }
    }

    /// <summary>A name or an id without control characters; null if it is missing, empty or not text.</summary>
    public static string? Text(this JsonElement element, ReadOnlySpan<byte> name, NameTable names) =>
        Text(element.Get(name)) is { } text ? names.Get(Encoding.UTF8.GetBytes(text)) : null;

    public static bool Is(this JsonElement element, ReadOnlySpan<byte> name, string value) =>
        Text(element.Get(name)) is { } text && text == value;

    public static bool Has(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.Get(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static bool? Flag(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.Get(name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary>A time in milliseconds since 1970: ISO 8601 text or an epoch in any unit.</summary>
    public static long? Time(this JsonElement element, ReadOnlySpan<byte> name)
    {
        JsonElement value = element.Get(name);
        if (value.ValueKind == JsonValueKind.Number)
            return Timestamps.TryParse(Encoding.UTF8.GetBytes(value.GetRawText()), out long epoch) ? epoch : null;
        return Text(value) is { } text && Timestamps.TryParse(Encoding.UTF8.GetBytes(text), out long ms) ? ms : null;
    }

    /// <summary>The decoded text of a JSON string; null if it is not one.</summary>
    public static string? TextOf(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            return Text(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text as it is; null for another type, and for text that cannot be decoded.</summary>
    public static string? Text(this JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate
        }
    }
}
