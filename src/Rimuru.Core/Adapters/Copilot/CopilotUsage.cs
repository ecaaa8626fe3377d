using System.Buffers.Binary;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>Token counts as Copilot writes them: the input holds what was read from and written to the cache, the output the reasoning.</summary>
internal readonly record struct CopilotUsage(long Input, long Read, long Written, long Output, long Reasoning)
{
    public bool IsZero => (Input | Read | Written | Output) == 0;

    /// <summary>Disjoint buckets. A part that exceeds its whole is cut to it.</summary>
    public TokenUsage Tokens
    {
        get
        {
            long read = Math.Min(Read, Input);
            long written = Math.Min(Written, Input - read);
            return new TokenUsage(Input - read - written, read, written, 0, Output, Math.Min(Reasoning, Output));
        }
    }

    /// <summary>A number that a request has in each source that tells of it. Its reasoning is not in it: sources differ in that.</summary>
    public long Match
    {
        get
        {
            Span<byte> bytes = stackalloc byte[4 * sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, Input);
            BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Read);
            BinaryPrimitives.WriteInt64BigEndian(bytes[16..], Written);
            BinaryPrimitives.WriteInt64BigEndian(bytes[24..], Output);
            return (long)RecordKey.Of(CopilotIdentity.Call, bytes).High;
        }
    }

    public static CopilotUsage operator -(CopilotUsage a, CopilotUsage b) =>
        new(a.Input - b.Input, a.Read - b.Read, a.Written - b.Written, a.Output - b.Output, Math.Max(0, a.Reasoning - b.Reasoning));

    /// <summary>True where any count is smaller than in <paramref name="before"/>: it began anew. Reasoning may vanish from a roll-up at any time.</summary>
    public bool FellFrom(CopilotUsage before) => Input < before.Input || Read < before.Read || Written < before.Written || Output < before.Output;

    public static CopilotUsage Of(JsonElement usage, RowSink sink) => new(
        usage.Tokens("inputTokens"u8, sink), usage.Tokens("cacheReadTokens"u8, sink), usage.Tokens("cacheWriteTokens"u8, sink),
        usage.Tokens("outputTokens"u8, sink), usage.Tokens("reasoningTokens"u8, sink));

    /// <summary>AI credits as nano-USD: 1e9 nanoAIU are one credit, a credit is $0.01. Nothing where there were none: the user's own key, an older release.</summary>
    public static long? NanoOfAiu(double? nanoAiu) => nanoAiu is > 0 and < 1e17 ? (long)Math.Round(nanoAiu.Value / 100, MidpointRounding.ToEven) : null;

    public void Save(StateWriter state) => state.Add(Input).Add(Read).Add(Written).Add(Output).Add(Reasoning);

    public static CopilotUsage Restore(StateReader state) => new(state.Number(), state.Number(), state.Number(), state.Number(), state.Number());
}
