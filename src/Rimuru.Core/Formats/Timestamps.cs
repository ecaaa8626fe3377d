using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rimuru.Core.Formats;

/// <summary>Parses times as agents write them, to milliseconds since 1970 UTC.</summary>
internal static class Timestamps
{
    /// <summary>Reads the current value: ISO 8601 text, or epoch seconds, milliseconds or microseconds as a number or as text.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out long unixMs)
    {
        unixMs = 0;
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetDouble(out double number) && TryEpoch(number, out unixMs);
        if (reader.TokenType != JsonTokenType.String)
            return false;
        if (!reader.HasValueSequence && !reader.ValueIsEscaped && TryParse(reader.ValueSpan, out unixMs))
            return true;
        return Json.Text(ref reader) is { } text && TryParse(Encoding.UTF8.GetBytes(text), out unixMs);
    }

    /// <inheritdoc cref="TryRead(ref Utf8JsonReader, out long)"/>
    public static bool TryRead(ref LineJson reader, out long unixMs)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && TryFixed(reader.ValueSpan, out unixMs))
            return true;
        Utf8JsonReader other = reader.Value();
        return TryRead(ref other, out unixMs);
    }

    /// <summary>Parses <c>2026-11-22T07:57:26.685Z</c> without an allocation, and other forms with one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixMs)
    {
        if (TryFixed(text, out unixMs))
            return true;
        if (text.Length is 0 or > 40)
            return false;
        string other = Encoding.UTF8.GetString(text);
        if (double.TryParse(other, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            return TryEpoch(number, out unixMs);
        if (!DateTimeOffset.TryParse(other, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            return false;
        unixMs = time.ToUnixTimeMilliseconds();
        return unixMs >= 0;
    }

    /// <summary>A time of this machine's clock, as programs write it that name no zone; null if it is none.</summary>
    public static long? OfLocal(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time)
        && time.ToUnixTimeMilliseconds() is >= 0 and long ms
            ? ms
            : null;

    private static bool TryEpoch(double number, out long unixMs)
    {
        // By magnitude: seconds until the year 5138, then milliseconds, then microseconds.
        double ms = number switch
        {
            < 1e11 => number * 1000,
            < 1e14 => number,
            _ => number / 1000,
        };
        unixMs = 0;
        if (!(ms > 0 && ms < 1e14))
            return false;
        unixMs = (long)Math.Floor(ms);
        return true;
    }

    private static bool TryFixed(ReadOnlySpan<byte> t, out long unixMs)
    {
        unixMs = 0;
        if (t.Length < 20 || t[^1] != 'Z' || t[4] != '-' || t[7] != '-' || t[10] != 'T' || t[13] != ':' || t[16] != ':')
            return false;
        if (
            !Digits(t[..4], out int year)
            || !Digits(t.Slice(5, 2), out int month)
            || !Digits(t.Slice(8, 2), out int day)
            || !Digits(t.Slice(11, 2), out int hour)
            || !Digits(t.Slice(14, 2), out int minute)
            || !Digits(t.Slice(17, 2), out int second)
        )
            return false;
        int ms = 0;
        if (t.Length > 20)
        {
            if (t[19] != '.' || t.Length > 30)
                return false;
            ReadOnlySpan<byte> fraction = t[20..^1];
            if (!Digits(fraction[..Math.Min(3, fraction.Length)], out ms))
                return false;
            for (int i = fraction.Length; i < 3; i++)
                ms *= 10;
        }

        if (
            year < 1970
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 59
        )
            return false;
        unixMs =
            (new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks)
                / TimeSpan.TicksPerMillisecond
            + ms;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte b in text)
        {
            if (b is < (byte)'0' or > (byte)'9')
                return false;
            value = value * 10 + (b - '0');
        }

        return text.Length > 0;
    }
}
