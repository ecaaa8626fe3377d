using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>A <c>cost-state</c> line: the session's usage so far by model, as counted by the agent.</summary>
internal sealed class ClaudeCodeCostState
{
    /// <summary>The suffix of a model that is requested with its long context; responses name the model without it.</summary>
    private const string LongContext = "[1m]";

    private readonly Dictionary<string, ModelTotal> models = new(StringComparer.Ordinal);

    public string? SessionId { get; private set; }

    public long StartMs { get; private set; }

    public IReadOnlyDictionary<string, ModelTotal> Models => models;

    public static bool IsOne(ReadOnlySpan<byte> line) => line[..Math.Min(line.Length, 128)].IndexOf("\"cost-state\""u8) >= 0;

    public static ClaudeCodeCostState Parse(ReadOnlySpan<byte> line, NameTable names, RowSink sink)
    {
        ClaudeCodeCostState state = new();
        LineJson reader = new(line);
        while (reader.Next())
        {
            if (reader.Is("sessionId"u8))
                state.SessionId = names.Read(ref reader);
            else if (reader.Is("startTime"u8))
                state.StartMs = Timestamps.TryRead(ref reader, out long ms) ? ms : 0;
            else if (reader.Is("modelUsage"u8))
                state.ReadModels(ref reader, names, sink);
        }

        reader.End();

        return state;
    }

    private void ReadModels(ref LineJson reader, NameTable names, RowSink sink)
    {
        if (!reader.Enter())
            return;
        while (reader.Next())
        {
            string? name = NameTable.Clean(reader.Name());
            reader.ReadValue();
            if (name is null || !reader.Enter())
                continue;
            if (name.EndsWith(LongContext, StringComparison.Ordinal))
                name = name[..^LongContext.Length];
            models[name] = models.GetValueOrDefault(name) + ReadModel(ref reader, sink);
        }
    }

    private static ModelTotal ReadModel(ref LineJson reader, RowSink sink)
    {
        long input = 0,
            read = 0,
            flat = 0,
            write5m = 0,
            write1h = 0,
            output = 0,
            thinking = 0,
            searches = 0;
        while (reader.Next())
        {
            if (reader.Is("inputTokens"u8))
                input = TokenFields.Read(ref reader, sink);
            else if (reader.Is("outputTokens"u8))
                output = TokenFields.Read(ref reader, sink);
            else if (reader.Is("thinkingTokens"u8))
                thinking = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cacheReadInputTokens"u8))
                read = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cacheCreationInputTokens"u8))
                flat = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cacheCreationEphemeral5mInputTokens"u8))
                write5m = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cacheCreationEphemeral1hInputTokens"u8))
                write1h = TokenFields.Read(ref reader, sink);
            else if (reader.Is("webSearchRequests"u8))
                searches = TokenFields.Read(ref reader, sink);
        }

        if (write5m + write1h == 0)
            write5m = flat;
        return new ModelTotal(new TokenUsage(input, read, write5m, write1h, output, Math.Min(thinking, output)), searches);
    }
}
