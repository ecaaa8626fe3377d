using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>Reads token counts, and reports to the sink those that had to be clamped.</summary>
internal static class TokenFields
{
    /// <summary>
    /// A token count at the reader. Null and other types are zero; negative and implausibly large numbers are clamped and reported.
    /// </summary>
    public static long Read(ref Utf8JsonReader reader, RowSink sink)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.TrySkip();
            return 0;
        }

        if (reader.TryGetInt64(out long whole) && whole is >= 0 and <= Json.MaxTokens)
            return whole;
        return Clamp(reader.TryGetDouble(out double number) ? number : 0, sink);
    }

    /// <inheritdoc cref="Read(ref Utf8JsonReader, RowSink)"/>
    public static long Read(ref LineJson reader, RowSink sink)
    {
        if (reader.TryGetWhole(out long whole) && whole <= Json.MaxTokens)
            return whole;
        Utf8JsonReader other = reader.Value();
        return Read(ref other, sink);
    }

    /// <summary>A token count of an object; clamped and reported if it is implausible.</summary>
    public static long Tokens(this JsonElement element, ReadOnlySpan<byte> name, RowSink sink)
    {
        JsonElement value = element.Get(name);
        if (value.ValueKind != JsonValueKind.Number)
            return 0;
        if (value.TryGetInt64(out long whole) && whole is >= 0 and <= Json.MaxTokens)
            return whole;
        return Clamp(value.TryGetDouble(out double number) ? number : 0, sink);
    }

    /// <summary>A count that was read elsewhere; clamped and reported if it is implausible.</summary>
    public static long Of(long value, RowSink sink)
    {
        if (value is < 0 or > Json.MaxTokens)
            sink.Clamped();
        return Math.Clamp(value, 0, Json.MaxTokens);
    }

    private static long Clamp(double number, RowSink sink)
    {
        if (number is >= 0 and <= Json.MaxTokens)
            return (long)number;
        sink.Clamped();
        return number > 0 ? Json.MaxTokens : 0;
    }
}
