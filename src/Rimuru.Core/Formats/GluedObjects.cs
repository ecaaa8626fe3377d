using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Rimuru.Core.Formats;

/// <summary>
/// Finds the complete objects in a line that is not exactly one object. A program that was stopped in the middle of a line continues
/// directly after it, and two programs that write at once join their lines. The complete objects count.
/// </summary>
internal static class GluedObjects
{
    /// <summary>The limit of the search, in bytes read per byte of the line, so that it ends on a hostile line.</summary>
    private const int Effort = 16;

    /// <summary>
    /// A cheap check of a line that begins well and was not read to its end; false for nearly all single objects. No object contains a
    /// brace directly after another, except inside a text, or a zero byte; most lines of a log begin alike, and an object inside a line
    /// seldom begins like that.
    /// </summary>
    public static bool MayBe(ReadOnlySpan<byte> line) => MayBeginAgain(line) && EndOf(line, out _) != line.Length;

    /// <summary>One pass for all three signs: most of a log is lines that are only looked through.</summary>
    private static bool MayBeginAgain(ReadOnlySpan<byte> line)
    {
        int start = line.IndexOf((byte)'"');
        int length = start < 0 ? -1 : line[(start + 1)..].IndexOf((byte)'"') + 2;
        if (length <= 2)
            return true;
        ReadOnlySpan<byte> name = line.Slice(start, length);
        int at = start + 1,
            end = line.Length - length - Vector128<byte>.Count;
        ref byte first = ref MemoryMarshal.GetReference(line);
        Vector128<byte> quote = Vector128.Create((byte)'"');
        for (; at <= end; at += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref first, (nuint)at),
                next = Vector128.LoadUnsafe(ref first, (nuint)at + 1),
                last = Vector128.LoadUnsafe(ref first, (nuint)(at + length - 1));
            Vector128<byte> signs =
                (Vector128.Equals(bytes, Vector128.Create((byte)'}')) & Vector128.Equals(next, Vector128.Create((byte)'{')))
                | (Vector128.Equals(bytes, quote) & Vector128.Equals(next, Vector128.Create(name[1])) & Vector128.Equals(last, quote))
                | Vector128.Equals(bytes, Vector128<byte>.Zero);
            if (signs != Vector128<byte>.Zero && HasSign(line.Slice(at, Vector128<byte>.Count + length), name))
                return true;
        }

        return HasSign(line[Math.Min(at, line.Length)..], name);
    }

    private static bool HasSign(ReadOnlySpan<byte> part, ReadOnlySpan<byte> name) =>
        part.IndexOf("}{\""u8) >= 0 || part.Contains((byte)0) || part.IndexOf(name) >= 0;

    /// <summary>
    /// The ranges of the complete objects in the line. <paramref name="isTorn"/> is true if there is anything else in it.
    /// </summary>
    public static List<Range> Find(ReadOnlySpan<byte> line, out bool isTorn)
    {
        List<Range> found = [];
        isTorn = false;
        long left = (long)line.Length * Effort;
        int at = 0;
        while (at < line.Length)
        {
            int end = EndOf(line[at..], out _);
            if (end >= 0)
            {
                found.Add(at..(at + end));
                at = Next(line, at + end);
                continue;
            }

            isTorn = true;
            at = Resume(line, at, ref left);
        }

        return found;
    }

    /// <summary>
    /// The offset, after a torn object, where the next complete one begins. That object ends the line or is followed by another. An object
    /// nested in the torn one is followed by the rest of it, so it does not qualify.
    /// </summary>
    private static int Resume(ReadOnlySpan<byte> line, int torn, ref long left)
    {
        int at = torn + 1;
        while (at < line.Length && left > 0)
        {
            int next = line[at..].IndexOf((byte)'{');
            if (next < 0)
                break;
            at += next;
            int end = EndOf(line[at..], out long tried);
            left -= tried + 1;
            if (end < 0)
            {
                at++;
                continue;
            }

            int behind = Next(line, at + end);
            if (behind >= line.Length || line[behind] == (byte)'{')
                return at;
            at += end;
        }

        return line.Length;
    }

    /// <summary>The length of the object that the bytes begin with; -1 if they do not begin with one.</summary>
    private static int EndOf(ReadOnlySpan<byte> bytes, out long tried)
    {
        tried = 0;
        if (bytes.IsEmpty || bytes[0] != (byte)'{')
            return -1;
        Utf8JsonReader reader = new(bytes, isFinalBlock: false, new JsonReaderState(Json.Options));
        try
        {
            return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : -1;
        }
        catch (JsonException)
        {
            return -1;
        }
        finally
        {
            tried = reader.BytesConsumed;
        }
    }

    private static int Next(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or 0)
            at++;
        return at;
    }
}
