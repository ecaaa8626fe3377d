using System.Text;
using System.Text.Json;

namespace Rimuru.Core.Formats;

/// <summary>
/// Strings for the few names that repeat on every line (models, folders, branches), made once from their bytes. One table a thread; bounded
/// against hostile input.
/// </summary>
internal sealed class NameTable
{
    private const int MaxNames = 4096;
    private const int MaxLength = 512;
    private readonly Dictionary<int, List<(byte[] Bytes, string Text)>> names = [];
    private int count;
    private byte[]? lastBytes;
    private string lastText = "";

    /// <summary>The string value at the reader; null for JSON null, for another type and for an empty string.</summary>
    public string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return null;
        if (reader.HasValueSequence || reader.ValueIsEscaped)
            return Clean(Json.Text(ref reader));
        return Get(reader.ValueSpan);
    }

    public string? Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return null;
        if (lastBytes is not null && bytes.SequenceEqual(lastBytes))
            return lastText;
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
            (lastBytes, lastText) = (known, text);
            return text;
        }

        byte[] copy = bytes.ToArray();
        if (Clean(Encoding.UTF8.GetString(bytes)) is not { } made)
            return null;
        bucket.Add((copy, made));
        count++;
        (lastBytes, lastText) = (copy, made);
        return made;
    }

    /// <summary>Control characters (terminal escapes in a name) are left out; a name has at most 512 characters.</summary>
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
