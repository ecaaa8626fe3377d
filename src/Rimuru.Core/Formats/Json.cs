using System.Text;
using System.Text.Json;

namespace Rimuru.Core.Formats;

/// <summary>Reads agents' JSON: tolerant of types that a later version may write, strict about numbers.</summary>
internal static class Json
{
    /// <summary>
    /// The limit of a token count: no response has more in one bucket. A larger count is a defect of the log and is clamped.
    /// </summary>
    public const long MaxTokens = 1L << 40;

    public static readonly JsonReaderOptions Options = new() { MaxDepth = 256, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>
    /// True for the exceptions of the JSON reader: for malformed JSON, and (an <see cref="InvalidOperationException"/>) for text that
    /// cannot be decoded, such as a lone surrogate.
    /// </summary>
    public static bool IsDefect(Exception e) => e is JsonException or InvalidOperationException;

    /// <summary>
    /// The text at the reader, with invalid bytes replaced; null for another type, and for text that cannot be decoded (a lone surrogate).
    /// </summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return null;
        if (!reader.HasValueSequence && !reader.ValueIsEscaped)
            return Encoding.UTF8.GetString(reader.ValueSpan);
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Text(ref Utf8JsonReader)"/>
    public static string? Text(ref LineJson reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return null;
        if (!reader.ValueIsEscaped)
            return Encoding.UTF8.GetString(reader.ValueSpan);
        Utf8JsonReader escaped = reader.Value();
        return Text(ref escaped);
    }

    /// <summary>Enters the object at the reader; false if there is none, and the value is skipped.</summary>
    public static bool Enter(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
            return true;
        reader.Skip();
        return false;
    }

    /// <summary>Moves to the next property of the entered object, and to the first token of its value; false at the object's end.</summary>
    public static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>True if the property at the reader has this name; the reader then moves to its value.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueTextEquals(name))
            return false;
        reader.Read();
        return true;
    }

    /// <summary>Skips the property at the reader with its value.</summary>
    public static void SkipProperty(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>One text property of the object at the reader; null if it does not exist.</summary>
    public static string? ReadText(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, NameTable names)
    {
        string? text = null;
        if (!Enter(ref reader))
            return text;
        while (Next(ref reader))
        {
            if (Is(ref reader, name))
                text = names.Read(ref reader);
            else
                SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }

        return text;
    }
}
