using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Copilot;

internal enum CopilotEvent : byte
{
    Other,
    Start,
    Resume,
    ModelChange,
    AgentStarted,
    UserMessage,
    TurnStart,
    TurnEnd,
    Abort,
    Compaction,
    UsageRecord,
    Message,
    Shutdown,
    ToolUsage,
}

/// <summary>The ranks of the sources of a request, better sources higher. The numbers are stored.</summary>
internal static class CopilotRank
{
    public const long Message = 1;
    public const long AgentSummary = 2;
    public const long AgentTurn = 3;
    public const long InferenceLog = 4;
    public const long ChatSpan = 5;
    public const long RollUp = 6;
    public const long Record = 7;
    public const long StoreRow = 8;
}

/// <summary>The events that accounting needs, recognized by their type before the rest of the line is read.</summary>
internal static class CopilotEvents
{
    public static CopilotEvent TypeOf(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line, Json.Options);
        try
        {
            reader.Read();
            while (Json.Next(ref reader))
            {
                if (Json.Is(ref reader, "type"u8))
                    return TypeAt(ref reader, line);
                Json.SkipProperty(ref reader);
            }

            return CopilotEvent.Other;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text is not valid.", e); // a lone surrogate before the type
        }
    }

    /// <summary>The AI credits of a request; their place differs between releases.</summary>
    public static double? NanoAiuOf(JsonElement usage) =>
        NumberOf(usage, "totalNanoAiu"u8) ?? NumberOf(usage.Get("copilotUsage"u8), "totalNanoAiu"u8);

    /// <summary>A number of nanoAIU; null if the property is none.</summary>
    public static double? NumberOf(JsonElement holder, ReadOnlySpan<byte> name) =>
        holder.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out double number) ? number : null;

    private static CopilotEvent TypeAt(ref Utf8JsonReader reader, ReadOnlySpan<byte> line) =>
        reader.TokenType switch
        {
            not JsonTokenType.String => CopilotEvent.Other,
            _ when reader.ValueTextEquals("session.usage_record"u8) => CopilotEvent.UsageRecord,
            _ when reader.ValueTextEquals("assistant.message"u8) => CopilotEvent.Message,
            _ when reader.ValueTextEquals("assistant.turn_start"u8) => CopilotEvent.TurnStart,
            _ when reader.ValueTextEquals("user.message"u8) => CopilotEvent.UserMessage,
            _ when reader.ValueTextEquals("assistant.turn_end"u8) => CopilotEvent.TurnEnd,
            _ when reader.ValueTextEquals("session.shutdown"u8) => CopilotEvent.Shutdown,
            _ when reader.ValueTextEquals("session.start"u8) => CopilotEvent.Start,
            _ when reader.ValueTextEquals("session.resume"u8) => CopilotEvent.Resume,
            _ when reader.ValueTextEquals("session.model_change"u8) => CopilotEvent.ModelChange,
            _ when reader.ValueTextEquals("subagent.started"u8) => CopilotEvent.AgentStarted,
            _ when reader.ValueTextEquals("session.compaction_complete"u8) => CopilotEvent.Compaction,
            _ when reader.ValueTextEquals("abort"u8) => CopilotEvent.Abort,
            // Few tools use a model, and the lines of the others are long.
            _ when reader.ValueTextEquals("tool.execution_complete"u8) && line.IndexOf("\"toolUsage\""u8) >= 0 => CopilotEvent.ToolUsage,
            _ => CopilotEvent.Other,
        };
}
