using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>Reads counts of tokens, which tell the sink where they had to be clamped.</summary>
internal static class TokenFields
{
    /// <summary>A token count at the reader: null and other types are zero, negative and absurd numbers are clamped and flagged.</summary>
    public static long Read(ref Utf8JsonReader reader, RowSink sink)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.TrySkip();
            return 0;
        }

        if (reader.TryGetInt64(out long whole) && whole is >= 0 and <= Json.MaxTokens) return whole;
        double number = reader.TryGetDouble(out double d) ? d : 0;
        if (number is >= 0 and <= Json.MaxTokens) return (long)number;
        sink.Clamped();
        return number > 0 ? Json.MaxTokens : 0;
    }

    /// <summary>A token count, clamped and flagged where it is absurd.</summary>
    public static long Tokens(this JsonElement element, ReadOnlySpan<byte> name, RowSink sink)
    {
        JsonElement value = element.Get(name);
        if (value.ValueKind != JsonValueKind.Number) return 0;
        if (value.TryGetInt64(out long whole) && whole is >= 0 and <= Json.MaxTokens) return whole;
        double number = value.TryGetDouble(out double d) ? d : 0;
        if (number is >= 0 and <= Json.MaxTokens) return (long)number;
        sink.Clamped();
        return number > 0 ? Json.MaxTokens : 0;
    }
}
