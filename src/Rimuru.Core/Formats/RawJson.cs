using System.Buffers;
using System.Text.Json;

namespace Rimuru.Core.Formats;

/// <summary>
/// Passes over a value without reading it. <see cref="Utf8JsonReader"/> looks at every byte of a text with escapes; prompts and tool output
/// are
/// most of a log, and nothing in them is of interest.
/// </summary>
internal static class RawJson
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    /// <summary>
    /// From a property's name to behind its value: the reader goes on as if the value had been null.
    /// <paramref name="origin"/> is where in the line the reader's own bytes begin, and moves with it.
    /// </summary>
    public static void SkipValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ref int origin)
    {
        int end = EndOf(line, origin + (int)reader.BytesConsumed);
        Utf8JsonReader instead = new("null"u8, isFinalBlock: false, reader.CurrentState);
        instead.Read();
        reader = new Utf8JsonReader(line[end..], isFinalBlock: true, instead.CurrentState);
        origin = end;
    }

    /// <summary>The offset behind the value that begins at <paramref name="at"/>, white space before it included.</summary>
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

    private static int EndOfText(ReadOnlySpan<byte> json, int at)
    {
        while (true)
        {
            int next = at < json.Length ? json[at..].IndexOfAny((byte)'"', (byte)'\\') : -1;
            if (next < 0)
                throw Torn();
            at += next;
            if (json[at] == (byte)'"')
                return at + 1;
            at += 2;
        }
    }

    private static JsonException Torn() => new("The line ends inside a value.");
}
