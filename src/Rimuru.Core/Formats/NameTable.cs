using System.Text;
using System.Text.Json;

namespace Rimuru.Core.Formats;

/// <summary>
/// Strings for the few names that repeat on every line (models, folders, branches), created once from their bytes. One table per thread;
/// limited in size against hostile input.
/// </summary>
internal sealed class NameTable
{
    private const int MaxNames = 4096;
    private const int MaxLength = 512;

    /// <summary>The number of slots for recent names: most names of a line were also in the line before.</summary>
    private const int Recent = 64;
    private readonly Dictionary<int, List<(byte[] Bytes, string Text)>> names = [];
    private int count;
    private readonly (byte[] Bytes, string Text)[] recent = new (byte[] Bytes, string Text)[Recent];

    /// <summary>The string value at the reader; null for JSON null, another type, or an empty string.</summary>
    public string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return null;
        if (reader.HasValueSequence || reader.ValueIsEscaped)
            return Clean(Json.Text(ref reader));
        return Get(reader.ValueSpan);
    }

    /// <inheritdoc cref="Read(ref Utf8JsonReader)"/>
    public string? Read(ref LineJson reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return null;
        return reader.ValueIsEscaped ? Clean(Json.Text(ref reader)) : Get(reader.ValueSpan);
    }

    public string? Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return null;
        int place = ((bytes.Length * 7) + (bytes[0] * 3) + bytes[^1]) % Recent;
        if (recent[place].Bytes is { } seen && bytes.SequenceEqual(seen))
            return recent[place].Text;
        if (bytes.Length > MaxLength || count >= MaxNames)
            return Clean(Encoding.UTF8.GetString(bytes));

        HashCode hash = default;
        hash.AddBytes(bytes);
        int code = hash.ToHashCode();
        if (!names.TryGetValue(code, out List<(byte[] Bytes, string Text)>? bucket))
            names.Add(code, bucket = []);
        foreach ((byte[] known, string text) in bucket)
        {
            if (!bytes.SequenceEqual(known))
                continue;
            recent[place] = (known, text);
            return text;
        }

        byte[] copy = bytes.ToArray();
        if (Clean(Encoding.UTF8.GetString(bytes)) is not { } made)
            return null;
        bucket.Add((copy, made));
        count++;
        recent[place] = (copy, made);
        return made;
    }

    /// <summary>Removes control characters (such as terminal escapes); a name has at most 512 characters.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Length > MaxLength)
            text = text[..MaxLength];
        if (text.Any(char.IsControl))
            text = string.Concat(text.Where(c => !char.IsControl(c)));
        return text.Length == 0 ? null : text;
    }
}
