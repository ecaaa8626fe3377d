using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>
/// The fields of one transcript line that accounting needs, at their own depth only: what tools printed is never looked into.
/// </summary>
internal ref struct ClaudeCodeLine
{
    public ReadOnlySpan<byte> Type;
    public ReadOnlySpan<byte> MessageId;
    public ReadOnlySpan<byte> RequestId;
    public ReadOnlySpan<byte> Uuid;
    public ReadOnlySpan<byte> ParentUuid;
    public ReadOnlySpan<byte> SourceUuid;
    public ReadOnlySpan<byte> RequestRef;
    public ReadOnlySpan<byte> LineId;
    public string? SessionId;
    public string? RequestSessionId;
    public string? AgentId;
    public string? WorkingDirectory;
    public string? Branch;
    public string? Version;
    public string? Title;
    public string? Model;
    public long? UnixMs;
    public bool IsSidechain;
    public bool IsApiError;

    /// <summary>
    /// True in a session that runs in the background: one that goes on from another holds that one's lines under its own name, and tells no
    /// more of it than this.
    /// </summary>
    public bool IsBackground;
    public bool HasUsage;

    /// <summary>True where the message is the model's: a line may leave its own type out.</summary>
    public bool IsOfAssistant;

    /// <summary>True where the line says that the response has no end yet: reason and final count come with one event.</summary>
    public bool IsUnfinished;
    public ClaudeCodeUsage Usage;
    public decimal? CostUsd;
    public long SearchCount;
    public SessionEnd End;

    /// <summary>True for a response.</summary>
    public readonly bool IsResponse => HasUsage && (Type.IsEmpty ? IsOfAssistant : Type.SequenceEqual("assistant"u8));

    public static ClaudeCodeLine Parse(ReadOnlySpan<byte> line, NameTable names, RowSink sink)
    {
        ClaudeCodeLine result = default;
        Utf8JsonReader reader = new(line, Json.Options);
        int origin = 0;
        reader.Read();
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "type"u8))
                result.Type = Text(ref reader);
            else if (Json.Is(ref reader, "message"u8))
                result.ReadMessage(ref reader, line, ref origin, names, sink);
            else if (Json.Is(ref reader, "timestamp"u8))
                result.UnixMs = Time(ref reader);
            else if (Json.Is(ref reader, "sessionId"u8))
                result.SessionId = names.Read(ref reader);
            else if (Json.Is(ref reader, "isSidechain"u8))
                result.IsSidechain = reader.TokenType == JsonTokenType.True;
            else if (Json.Is(ref reader, "agentId"u8))
                result.AgentId = names.Read(ref reader);
            else if (Json.Is(ref reader, "cwd"u8))
                result.WorkingDirectory = names.Read(ref reader);
            else if (Json.Is(ref reader, "gitBranch"u8))
                result.Branch = names.Read(ref reader);
            else if (Json.Is(ref reader, "version"u8))
                result.Version = names.Read(ref reader);
            else if (Json.Is(ref reader, "uuid"u8))
                result.Uuid = Text(ref reader);
            else if (Json.Is(ref reader, "parentUuid"u8))
                result.ParentUuid = Text(ref reader);
            else if (Json.Is(ref reader, "sourceToolAssistantUUID"u8))
                result.SourceUuid = Text(ref reader);
            else if (Json.Is(ref reader, "requestId"u8))
                result.RequestId = Text(ref reader);
            else if (Json.Is(ref reader, "requestRef"u8))
                result.RequestRef = Text(ref reader);
            else if (Json.Is(ref reader, "requestSessionId"u8))
                result.RequestSessionId = names.Read(ref reader);
            else if (Json.Is(ref reader, "id"u8))
                result.LineId = Text(ref reader);
            else if (Json.Is(ref reader, "sessionKind"u8))
                result.IsBackground = Text(ref reader).SequenceEqual("bg"u8);
            else if (Json.Is(ref reader, "isApiErrorMessage"u8))
                result.IsApiError = reader.TokenType == JsonTokenType.True;
            else if (Json.Is(ref reader, "costUSD"u8))
                result.CostUsd = Money(ref reader);
            else if (Json.Is(ref reader, "toolUseResult"u8))
                result.ReadToolResult(ref reader, sink);
            else if (Json.Is(ref reader, "aiTitle"u8) || Json.Is(ref reader, "customTitle"u8) || Json.Is(ref reader, "summary"u8))
                result.Title = names.Read(ref reader);
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }

        // The rest of the line must be JSON too: a torn write is no record.
        while (reader.Read()) { }

        return result;
    }

    private void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ref int origin, NameTable names, RowSink sink)
    {
        if (!Json.Enter(ref reader))
            return;
        while (Json.Next(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
                RawJson.SkipValue(ref reader, line, ref origin);
            else if (Json.Is(ref reader, "id"u8))
                MessageId = Text(ref reader);
            else if (Json.Is(ref reader, "role"u8))
                IsOfAssistant = Text(ref reader).SequenceEqual("assistant"u8);
            else if (Json.Is(ref reader, "model"u8))
                Model = names.Read(ref reader);
            else if (Json.Is(ref reader, "usage"u8))
                ReadUsage(ref reader, names, sink);
            else if (Json.Is(ref reader, "stop_reason"u8))
                (End, IsUnfinished) = (EndOf(Text(ref reader)), reader.TokenType == JsonTokenType.Null);
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }
    }

    private void ReadUsage(ref Utf8JsonReader reader, NameTable names, RowSink sink)
    {
        if (!Json.Enter(ref reader))
            return;
        HasUsage = true;
        Usage = ClaudeCodeUsage.Read(ref reader, names, sink);
    }

    private void ReadToolResult(ref Utf8JsonReader reader, RowSink sink)
    {
        if (!Json.Enter(ref reader))
            return;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "searchCount"u8))
                SearchCount = TokenFields.Read(ref reader, sink);
            else
                Json.SkipProperty(ref reader);
        }
    }

    private static SessionEnd EndOf(ReadOnlySpan<byte> stopReason)
    {
        if (stopReason.IsEmpty)
            return SessionEnd.Unknown;
        bool isOpen = stopReason.SequenceEqual("tool_use"u8) || stopReason.SequenceEqual("pause_turn"u8);
        return isOpen ? SessionEnd.OpenTurn : SessionEnd.Completed;
    }

    /// <summary>The raw bytes of a text value. Ids hold no escapes; a text that does is told apart by its raw form just as well.</summary>
    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;

    private static long? Time(ref Utf8JsonReader reader) => Timestamps.TryRead(ref reader, out long ms) ? ms : null;

    private static decimal? Money(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal value) ? value : null;
}
