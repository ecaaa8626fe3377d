using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Rimuru.Core.Formats;

/// <summary>
/// Skips a value without parsing it, by its quotes and brackets only. Most of a log is prompts and tool output, which Rimuru does not need.
/// </summary>
internal static class RawJson
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    /// <summary>
    /// True if the quoted text occurs in the JSON, at any depth. The search leaves out its first quote: tool output has many quotes, each
    /// after a backslash, but hardly ever these letters with a quote after them.
    /// </summary>
    public static bool Holds(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quoted)
    {
        int behind = quoted.Length - 2,
            end = json.Length - behind - (4 * Vector128<byte>.Count);
        if (end < 1)
            return json.IndexOf(quoted) >= 0;
        ref byte start = ref MemoryMarshal.GetReference(json);
        Vector128<byte> first = Vector128.Create(quoted[1]),
            last = Vector128.Create(quoted[^1]);

        // The last step moves back to where a whole vector fits.
        for (int at = 1; at < json.Length - behind; at += 4 * Vector128<byte>.Count)
        {
            int from = Math.Min(at, end);
            Vector128<byte> a = Both(ref start, from, behind, first, last);
            Vector128<byte> b = Both(ref start, from + Vector128<byte>.Count, behind, first, last);
            Vector128<byte> c = Both(ref start, from + (2 * Vector128<byte>.Count), behind, first, last);
            Vector128<byte> d = Both(ref start, from + (3 * Vector128<byte>.Count), behind, first, last);
            if (
                ((a | b) | (c | d)) != Vector128<byte>.Zero
                && json.Slice(from - 1, behind + (4 * Vector128<byte>.Count) + 1).IndexOf(quoted) >= 0
            )
                return true;
        }

        return false;
    }

    /// <summary>The positions where the first byte occurs, and the last byte at its distance after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Both(ref byte start, int from, int behind, Vector128<byte> first, Vector128<byte> last) =>
        Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)from), first)
        & Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)(from + behind)), last);

    /// <summary>The offset after the value that begins at <paramref name="at"/>, which may begin with white space.</summary>
    public static int EndOf(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\t')
            at++;
        if (at >= json.Length)
            throw Torn();
        if (json[at] == (byte)'"')
            return EndOfText(json, at + 1);
        if (json[at] is not ((byte)'{' or (byte)'['))
        {
            int length = json[at..].IndexOfAny((byte)',', (byte)'}', (byte)']');
            return length > 0 ? at + length : throw Torn();
        }

        for (int depth = 0; ; )
        {
            int next = json[at..].IndexOfAny(Structure);
            if (next < 0)
                throw Torn();
            at += next;
            switch (json[at])
            {
                case (byte)'"':
                    at = EndOfText(json, at + 1);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    at++;
                    break;
                default:
                    at++;
                    if (--depth == 0)
                        return at;
                    break;
            }
        }
    }

    /// <summary>
    /// The offset after the quote that ends the text: the first quote after an even number of backslashes. Nearly all quotes in tool output
    /// have one backslash, so each must cost little.
    /// </summary>
    private static int EndOfText(ReadOnlySpan<byte> json, int at)
    {
        int first = at;
        ref byte start = ref MemoryMarshal.GetReference(json);
        for (; at + Vector128<byte>.Count <= json.Length; at += Vector128<byte>.Count)
        {
            Vector128<byte> quotes = Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)at), Vector128.Create((byte)'"'));
            if (quotes == Vector128<byte>.Zero)
                continue;
            for (uint left = quotes.ExtractMostSignificantBits(); left != 0; left &= left - 1)
            {
                int quote = at + BitOperations.TrailingZeroCount(left);
                if (IsEnd(json, first, quote))
                    return quote + 1;
            }
        }

        for (; at < json.Length; at++)
        {
            if (json[at] == (byte)'"' && IsEnd(json, first, at))
                return at + 1;
        }

        throw Torn();
    }

    private static bool IsEnd(ReadOnlySpan<byte> json, int first, int quote)
    {
        int before = quote;
        while (before > first && json[before - 1] == (byte)'\\')
            before--;
        return (quote - before) % 2 == 0;
    }

    private static JsonException Torn() => new("The line ends inside a value.");
}
