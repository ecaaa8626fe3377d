using System.Text;
using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>Writes a reader's state: numbers and short texts in a fixed order.</summary>
internal sealed class StateWriter : IDisposable
{
    private readonly MemoryStream stream = new(128);
    private readonly BinaryWriter writer;

    public StateWriter() => writer = new BinaryWriter(stream, Encoding.UTF8);

    public StateWriter Add(long value)
    {
        writer.Write7BitEncodedInt64(value);
        return this;
    }

    public StateWriter Add(long? value)
    {
        writer.Write(value.HasValue);
        return value is { } number ? Add(number) : this;
    }

    public StateWriter Add(bool value)
    {
        writer.Write(value);
        return this;
    }

    public StateWriter Add(string? value)
    {
        writer.Write(value is not null);
        if (value is not null)
            writer.Write(value);
        return this;
    }

    public StateWriter Add(TokenUsage tokens) =>
        Add(tokens.Input).Add(tokens.CacheRead).Add(tokens.CacheWrite5m).Add(tokens.CacheWrite1h).Add(tokens.Output).Add(tokens.Reasoning);

    public StateWriter Add(RecordKey key) => Add((long)key.High).Add((long)key.Low);

    public byte[] ToArray() => stream.ToArray();

    public void Dispose() => writer.Dispose();
}

/// <summary>Reads what <see cref="StateWriter"/> wrote, in the same order.</summary>
internal sealed class StateReader(ReadOnlySpan<byte> state) : IDisposable
{
    private readonly BinaryReader reader = new(new MemoryStream(state.ToArray()), Encoding.UTF8);

    public long Number() => reader.Read7BitEncodedInt64();

    public long? OptionalNumber() => reader.ReadBoolean() ? Number() : null;

    public bool Flag() => reader.ReadBoolean();

    public string? Text() => reader.ReadBoolean() ? reader.ReadString() : null;

    public TokenUsage Tokens() => new(Number(), Number(), Number(), Number(), Number(), Number());

    public RecordKey Key() => new((ulong)Number(), (ulong)Number());

    public void Dispose() => reader.Dispose();
}
