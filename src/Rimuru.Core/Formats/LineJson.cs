using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Rimuru.Core.Formats;

/// <summary>
/// Reads the object of one line, property by property. It reads the value of a property that is asked for by name, and skips the others.
/// Malformed JSON throws a <see cref="JsonException"/> as in <see cref="Utf8JsonReader"/>, which takes three times as long for lines of
/// many short texts.
/// </summary>
internal ref struct LineJson
{
    /// <summary>The nesting limit of objects and arrays, as in <see cref="Json.Options"/>.</summary>
    private const int MaxDepth = 256;

    private readonly ReadOnlySpan<byte> json;
    private int at;
    private int depth;
    private bool isFirst;

    /// <summary>True if an unread value begins at the offset.</summary>
    private bool isPending;
    private int nameStart;
    private int nameLength;
    private bool isNameEscaped;
    private int valueStart;
    private int valueLength;
    private long whole;
    private bool isWhole;

    /// <summary>Starts inside the object.</summary>
    public LineJson(ReadOnlySpan<byte> line)
    {
        json = line;
        isPending = true;
        ReadValue();
        if (!Enter())
            throw Invalid();
    }

    private LineJson(ReadOnlySpan<byte> array, JsonTokenType type)
    {
        json = array;
        isPending = true;
        ReadValue();
        if (!Enter(type))
            throw Invalid();
    }

    /// <summary>Starts inside an array that <see cref="SkipRaw"/> passed.</summary>
    public static LineJson Items(ReadOnlySpan<byte> array) => new(array, JsonTokenType.StartArray);

    /// <summary>The type of the value; for an object or an array, until it is entered or skipped.</summary>
    public JsonTokenType TokenType { get; private set; }

    /// <summary>The raw bytes of a text, without its quotes, or of a number.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => json.Slice(valueStart, valueLength);

    /// <summary>True for a text with escapes.</summary>
    public bool ValueIsEscaped { get; private set; }

    /// <summary>Moves to the next property of the entered object; false after the object's end.</summary>
    public bool Next()
    {
        if (isPending)
            PassValue();
        if (!isFirst && at + 1 < json.Length && json[at] == (byte)',' && json[at + 1] == (byte)'"')
            at += 2;
        else
        {
            if (!NextOf((byte)'}'))
                return false;
            Take((byte)'"');
        }

        nameStart = at;
        nameLength = SkipText(out isNameEscaped);
        SkipBlanks();
        Take((byte)':');
        SkipBlanks();
        isPending = true;
        return true;
    }

    /// <summary>Moves to the next item of the entered array and reads it; false after the array's end.</summary>
    public bool NextItem()
    {
        if (!NextOf((byte)']'))
            return false;
        isPending = true;
        ReadValue();
        return true;
    }

    /// <summary>True if the property has this name; its value is then read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Is(ReadOnlySpan<byte> name)
    {
        if (!IsNamed(name))
            return false;
        ReadValue();
        return true;
    }

    /// <summary>True if the property has this name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsNamed(ReadOnlySpan<byte> name) =>
        nameLength == name.Length ? json.Slice(nameStart, nameLength).SequenceEqual(name) : isNameEscaped && IsEscapedName(name);

    /// <summary>True if the value is this text.</summary>
    public readonly bool ValueIs(ReadOnlySpan<byte> text)
    {
        if (TokenType != JsonTokenType.String)
            return false;
        return ValueIsEscaped ? Value().ValueTextEquals(text) : ValueSpan.SequenceEqual(text);
    }

    /// <summary>The name of the property.</summary>
    public readonly string? Name()
    {
        Utf8JsonReader name = Quoted(nameStart, nameLength);
        return name.GetString();
    }

    /// <summary>Reads the value of a property, whatever its name is.</summary>
    public void ReadValue()
    {
        ValueIsEscaped = false;
        switch (Peek())
        {
            case (byte)'"':
                at++;
                valueStart = at;
                valueLength = SkipText(out bool isEscaped);
                (TokenType, ValueIsEscaped, isPending) = (JsonTokenType.String, isEscaped, false);
                break;
            case (byte)'{':
                (TokenType, isPending) = (JsonTokenType.StartObject, true);
                break;
            case (byte)'[':
                (TokenType, isPending) = (JsonTokenType.StartArray, true);
                break;
            case (byte)'t':
                PassWord("true"u8, JsonTokenType.True);
                break;
            case (byte)'f':
                PassWord("false"u8, JsonTokenType.False);
                break;
            case (byte)'n':
                PassWord("null"u8, JsonTokenType.Null);
                break;
            default:
                PassNumber();
                break;
        }
    }

    /// <summary>Enters the value if it is an object; false otherwise.</summary>
    public bool Enter() => Enter(JsonTokenType.StartObject);

    /// <summary>Enters the value if it is an array; false otherwise.</summary>
    public bool EnterArray() => Enter(JsonTokenType.StartArray);

    /// <summary>One text property of the value; null if it does not exist.</summary>
    public string? ReadText(ReadOnlySpan<byte> name, NameTable names)
    {
        string? text = null;
        if (!Enter())
            return text;
        while (Next())
        {
            if (Is(name))
                text = names.Read(ref this);
        }

        return text;
    }

    /// <summary>Skips the property's value, checking only its quotes and brackets, and gives its bytes.</summary>
    public ReadOnlySpan<byte> SkipRaw()
    {
        int start = at;
        at = RawJson.EndOf(json, start);
        isPending = false;
        return json[start..at];
    }

    /// <summary>Throws if anything follows the object: a torn write is not a record.</summary>
    public void End()
    {
        SkipBlanks();
        if (at < json.Length || depth > 0)
            throw Invalid();
    }

    /// <summary>
    /// A reader at the value, for rare cases: texts with escapes, and numbers that are not whole. Not for objects and arrays.
    /// </summary>
    public readonly Utf8JsonReader Value()
    {
        if (TokenType == JsonTokenType.String)
            return Quoted(valueStart, valueLength);
        ReadOnlySpan<byte> text = TokenType switch
        {
            JsonTokenType.Number => ValueSpan,
            JsonTokenType.True => "true"u8,
            JsonTokenType.False => "false"u8,
            _ => "null"u8,
        };
        Utf8JsonReader reader = new(text);
        reader.Read();
        return reader;
    }

    /// <summary>A whole number that is not negative; false for anything else, and for a number that is too large.</summary>
    public readonly bool TryGetWhole(out long number)
    {
        number = whole;
        return TokenType == JsonTokenType.Number && isWhole;
    }

    private bool Enter(JsonTokenType type)
    {
        if (!isPending || TokenType != type)
            return false;
        Deeper();
        (isPending, isFirst) = (false, true);
        at++;
        return true;
    }

    /// <summary>Skips the rest of the previous value and the comma; false after the end.</summary>
    private bool NextOf(byte end)
    {
        if (isPending)
            PassValue();
        SkipBlanks();
        if (Peek() == end)
        {
            at++;
            depth--;
            (isPending, isFirst) = (false, false);
            return false;
        }

        if (!isFirst)
        {
            Take((byte)',');
            SkipBlanks();
        }

        isFirst = false;
        return true;
    }

    private void PassValue()
    {
        ReadValue();
        if (!isPending)
            return;
        isPending = false;
        PassAll(TokenType == JsonTokenType.StartObject ? (byte)'}' : (byte)']');
    }

    private void PassAll(byte end)
    {
        Deeper();
        at++;
        SkipBlanks();
        if (Peek() == end)
            at++;
        else
        {
            while (true)
            {
                if (end == (byte)'}')
                {
                    Take((byte)'"');
                    SkipText(out _);
                    SkipBlanks();
                    Take((byte)':');
                    SkipBlanks();
                }

                PassValue();
                SkipBlanks();
                if (Peek() == end)
                    break;
                Take((byte)',');
                SkipBlanks();
            }

            at++;
        }

        depth--;
    }

    /// <summary>Moves from after a text's opening quote to after its closing one; returns its length in bytes.</summary>
    private int SkipText(out bool isEscaped)
    {
        int start = at,
            end = Special(start);
        isEscaped = json[end] != (byte)'"';
        while (json[end] != (byte)'"')
        {
            if (json[end] != (byte)'\\')
                throw Invalid();
            at = end + 1;
            PassEscape();
            end = Special(at);
        }

        at = end + 1;
        return end - start;
    }

    private void PassEscape()
    {
        const int HexDigits = 4;
        byte kind = Peek();
        at++;
        if (kind is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t')
            return;
        if (kind != (byte)'u' || json.Length - at < HexDigits)
            throw Invalid();
        foreach (byte digit in json.Slice(at, HexDigits))
        {
            if (!char.IsAsciiHexDigit((char)digit))
                throw Invalid();
        }

        at += HexDigits;
    }

    /// <summary>The offset of the next quote, backslash or control character.</summary>
    private readonly int Special(int from)
    {
        ref byte start = ref MemoryMarshal.GetReference(json);
        for (; from + Vector128<byte>.Count <= json.Length; from += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref start, (nuint)from);
            Vector128<byte> controls = Vector128.Equals(Vector128.Min(bytes, Vector128.Create((byte)0x1F)), bytes);
            Vector128<byte> found =
                Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\')) | controls;
            if (found != Vector128<byte>.Zero)
                return from + BitOperations.TrailingZeroCount(found.ExtractMostSignificantBits());
        }

        for (; from < json.Length; from++)
        {
            if (json[from] is (byte)'"' or (byte)'\\' or < (byte)' ')
                return from;
        }

        throw Invalid();
    }

    private void PassNumber()
    {
        const int MostDigits = 18;
        (TokenType, isPending) = (JsonTokenType.Number, false);
        valueStart = at;
        whole = 0;
        int end = at;
        for (; end < json.Length && json[end] is >= (byte)'0' and <= (byte)'9'; end++)
            whole = unchecked(whole * 10 + (json[end] - '0'));
        valueLength = end - at;
        isWhole =
            valueLength is > 0 and <= MostDigits
            && (json[at] != (byte)'0' || valueLength == 1)
            && end < json.Length
            && json[end] is (byte)',' or (byte)'}' or (byte)']';
        if (isWhole)
            at = end;
        else
        {
            PassAnyNumber();
            valueLength = at - valueStart;
        }
    }

    private void PassAnyNumber()
    {
        if (Peek() == (byte)'-')
            at++;
        if (Peek() == (byte)'0')
            at++;
        else
            PassDigits();
        if (Peek() == (byte)'.')
        {
            at++;
            PassDigits();
        }

        if (Peek() is not ((byte)'e' or (byte)'E'))
            return;
        at++;
        if (Peek() is (byte)'+' or (byte)'-')
            at++;
        PassDigits();
    }

    private void PassDigits()
    {
        int first = at;
        while (Peek() is >= (byte)'0' and <= (byte)'9')
            at++;
        if (at == first)
            throw Invalid();
    }

    private void PassWord(ReadOnlySpan<byte> word, JsonTokenType type)
    {
        if (!json[at..].StartsWith(word))
            throw Invalid();
        at += word.Length;
        (TokenType, isPending) = (type, false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipBlanks()
    {
        if (at >= json.Length || json[at] <= (byte)' ')
            SkipMore();
    }

    private void SkipMore()
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
    }

    private readonly byte Peek() => at < json.Length ? json[at] : throw Invalid();

    private void Take(byte expected)
    {
        if (Peek() != expected)
            throw Invalid();
        at++;
    }

    private void Deeper()
    {
        if (++depth > MaxDepth)
            throw Invalid();
    }

    private readonly bool IsEscapedName(ReadOnlySpan<byte> name) => Quoted(nameStart, nameLength).ValueTextEquals(name);

    private readonly Utf8JsonReader Quoted(int start, int length)
    {
        Utf8JsonReader reader = new(json.Slice(start - 1, length + 2));
        reader.Read();
        return reader;
    }

    private readonly JsonException Invalid() => new($"The line is not a JSON object: invalid at byte {at}.");
}
