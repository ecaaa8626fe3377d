using System.Buffers.Binary;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>Token counts as Copilot logs them: the input includes cache reads and writes, the output includes reasoning.</summary>
internal readonly record struct CopilotUsage(long Input, long Read, long Written, long Output, long Reasoning)
{
    public bool IsZero => (Input | Read | Written | Output) == 0;

    /// <summary>Part of stored keys: it must not change. Its prompt is the input as it was logged.</summary>
    public override string ToString() =>
        $"CopilotUsage {{ Input = {Input}, Read = {Read}, Written = {Written}, Output = {Output}, Reasoning = {Reasoning}, IsZero = "
        + $"{IsZero}, Tokens = {Input} in, {Output} out, Match = {Match} }}";

    /// <summary>Disjoint buckets. A cached part that exceeds the input is taken as separate.</summary>
    public TokenUsage Tokens
    {
        get
        {
            PromptCounts prompt = new(Input, Read, Written);
            prompt = prompt.Apart(prompt.Most);
            return new TokenUsage(prompt.Input, Read, Written, 0, Output, Math.Min(Reasoning, Output));
        }
    }

    /// <summary>A hash that is the same for a request in all its sources. It leaves out the reasoning, in which sources differ.</summary>
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

    public static CopilotUsage operator +(CopilotUsage a, CopilotUsage b) =>
        new(a.Input + b.Input, a.Read + b.Read, a.Written + b.Written, a.Output + b.Output, a.Reasoning + b.Reasoning);

    public static CopilotUsage operator -(CopilotUsage a, CopilotUsage b) =>
        new(a.Input - b.Input, a.Read - b.Read, a.Written - b.Written, a.Output - b.Output, Math.Max(0, a.Reasoning - b.Reasoning));

    /// <summary>
    /// True if any count is less than in <paramref name="before"/>: the counter started anew. Reasoning is ignored, since a roll-up may
    /// lose it at any time.
    /// </summary>
    public bool FellFrom(CopilotUsage before) =>
        Input < before.Input || Read < before.Read || Written < before.Written || Output < before.Output;

    public const string CreditUnit = "Copilot AI credits";

    public static CopilotUsage Of(JsonElement usage, RowSink sink) =>
        new(
            usage.Tokens("inputTokens"u8, sink),
            usage.Tokens("cacheReadTokens"u8, sink),
            usage.Tokens("cacheWriteTokens"u8, sink),
            usage.Tokens("outputTokens"u8, sink),
            usage.Tokens("reasoningTokens"u8, sink)
        );

    /// <summary>
    /// The usage of the request for a compaction, according to its event; older releases have other names for the counts.
    /// </summary>
    public static CopilotUsage OfSummary(JsonElement usage, RowSink sink) =>
        usage.Has("inputTokens"u8) || usage.Has("outputTokens"u8)
            ? Of(usage, sink)
            : new CopilotUsage(usage.Tokens("input"u8, sink), usage.Tokens("cachedInput"u8, sink), 0, usage.Tokens("output"u8, sink), 0);

    /// <summary>
    /// Converts AI credits to money: 1e9 nanoAIU are one credit, and a credit is $0.01. Null for zero, as with the user's own key or an
    /// older release.
    /// </summary>
    public static NanoUsd? NanoOfAiu(double? nanoAiu) =>
        nanoAiu is > 0 and < 1e17 ? new NanoUsd((long)Math.Round(nanoAiu.Value / 100, MidpointRounding.ToEven)) : null;

    /// <summary>AI credits of their own unit, beside the money that they stand for.</summary>
    public static Credits CreditsOfAiu(double? nanoAiu) =>
        NanoOfAiu(nanoAiu) is null ? default : new Credits((long)Math.Round(nanoAiu!.Value, MidpointRounding.ToEven), CreditUnit);

    public void Save(StateWriter state) => state.Add(Input).Add(Read).Add(Written).Add(Output).Add(Reasoning);

    public static CopilotUsage Restore(StateReader state) =>
        new(state.Number(), state.Number(), state.Number(), state.Number(), state.Number());
}
