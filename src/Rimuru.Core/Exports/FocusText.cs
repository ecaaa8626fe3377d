using System.Text.Encodings.Web;
using System.Text.Json;
using Rimuru.Core.Display;

namespace Rimuru.Core.Exports;

/// <summary>Texts as FOCUS has them: an absent one is empty, and never a word that says so.</summary>
internal static class FocusText
{
    /// <summary>Stands for the seller of requests for which nobody names one.</summary>
    public const string NoProvider = "Unnamed provider";

    public const string Standard = "standard";

    private static readonly string[] Placeholders =
    [
        "null",
        "na",
        "n/a",
        "none",
        "nil",
        "not applicable",
        "not available",
        "unknown",
        "undefined",
        "-",
        "--",
        "?",
    ];

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text on one line, without blanks around it; null if it says nothing.</summary>
    public static string? Filled(string? text)
    {
        string? plain = text is null ? null : PlainText.Name(text).Trim();
        return string.IsNullOrEmpty(plain) || Array.Exists(Placeholders, word => word.Equals(plain, StringComparison.OrdinalIgnoreCase))
            ? null
            : plain;
    }

    /// <summary>A flat JSON object of the texts that say something; null if none does.</summary>
    public static string? Json(params (string Name, string? Value)[] texts)
    {
        (string Name, string? Value)[] filled = Array.FindAll(texts, text => Filled(text.Value) is not null);
        if (filled.Length == 0)
            return null;
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json, Options))
        {
            writer.WriteStartObject();
            foreach ((string name, string? value) in filled)
                writer.WriteString(name, Filled(value));
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(json.GetBuffer().AsSpan(0, (int)json.Length));
    }
}
