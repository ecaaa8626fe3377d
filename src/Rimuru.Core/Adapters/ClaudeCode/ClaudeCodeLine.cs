using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>The fields of one transcript line that accounting needs, read only at their own depth: tool output is never searched.</summary>
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

    /// <summary>True for a message that no model made for the agent, such as one of an imported conversation.</summary>
    public bool IsMadeElsewhere;

    /// <summary>
    /// True in a background session. One that continues another session repeats that session's lines under its own id, and this is the only
    /// sign of it.
    /// </summary>
    public bool IsBackground;
    public bool HasUsage;

    /// <summary>True if the message is the model's; a line may have no type of its own.</summary>
    public bool IsOfAssistant;

    /// <summary>True if the response is not complete: the stop reason and the final count come in one event.</summary>
    public bool IsUnfinished;
    public ClaudeCodeUsage Usage;
    public decimal? CostUsd;
    public long SearchCount;
    public SessionEnd End;

    /// <summary>The raw content of the message.</summary>
    public ReadOnlySpan<byte> Content;

    /// <summary>True for a line of a response.</summary>
    public readonly bool IsResponse => HasUsage && (Type.IsEmpty ? IsOfAssistant : Type.SequenceEqual("assistant"u8));

    public static ClaudeCodeLine Parse(ReadOnlySpan<byte> line, NameTable names, RowSink sink)
    {
        ClaudeCodeLine result = default;
        LineJson reader = new(line);
        while (reader.Next())
        {
            if (reader.Is("type"u8))
                result.Type = Text(ref reader);
            else if (reader.Is("message"u8))
                result.ReadMessage(ref reader, names, sink);
            else if (reader.Is("timestamp"u8))
                result.UnixMs = Time(ref reader);
            else if (reader.Is("sessionId"u8))
                result.SessionId = names.Read(ref reader);
            else if (reader.Is("isSidechain"u8))
                result.IsSidechain = reader.TokenType == JsonTokenType.True;
            else if (reader.Is("agentId"u8))
                result.AgentId = names.Read(ref reader);
            else if (reader.Is("cwd"u8))
                result.WorkingDirectory = names.Read(ref reader);
            else if (reader.Is("gitBranch"u8))
                result.Branch = names.Read(ref reader);
            else if (reader.Is("version"u8))
                result.Version = names.Read(ref reader);
            else if (reader.Is("uuid"u8))
                result.Uuid = Text(ref reader);
            else if (reader.Is("parentUuid"u8))
                result.ParentUuid = Text(ref reader);
            else if (reader.Is("sourceToolAssistantUUID"u8))
                result.SourceUuid = Text(ref reader);
            else if (reader.Is("requestId"u8))
                result.RequestId = Text(ref reader);
            else if (reader.Is("requestRef"u8))
                result.RequestRef = Text(ref reader);
            else if (reader.Is("requestSessionId"u8))
                result.RequestSessionId = names.Read(ref reader);
            else if (reader.Is("id"u8))
                result.LineId = Text(ref reader);
            else if (reader.Is("sessionKind"u8))
                result.IsBackground = Text(ref reader).SequenceEqual("bg"u8);
            else if (reader.Is("isApiErrorMessage"u8))
                result.IsApiError = reader.TokenType == JsonTokenType.True;
            else if (reader.Is("madeBy"u8))
                result.IsMadeElsewhere =
                    Text(ref reader) is var maker && (maker.SequenceEqual("other"u8) || maker.SequenceEqual("input"u8));
            else if (reader.Is("costUSD"u8))
                result.CostUsd = Money(ref reader);
            else if (reader.Is("toolUseResult"u8))
                result.ReadToolResult(ref reader, sink);
            else if (reader.Is("aiTitle"u8) || reader.Is("customTitle"u8) || reader.Is("summary"u8))
                result.Title = names.Read(ref reader);
        }

        reader.End();

        return result;
    }

    private void ReadMessage(ref LineJson reader, NameTable names, RowSink sink)
    {
        if (!reader.Enter())
            return;
        while (reader.Next())
        {
            if (reader.IsNamed("content"u8))
                Content = reader.SkipRaw();
            else if (reader.Is("id"u8))
                MessageId = Text(ref reader);
            else if (reader.Is("role"u8))
                IsOfAssistant = Text(ref reader).SequenceEqual("assistant"u8);
            else if (reader.Is("model"u8))
                Model = names.Read(ref reader);
            else if (reader.Is("usage"u8))
                ReadUsage(ref reader, names, sink);
            else if (reader.Is("stop_reason"u8))
                (End, IsUnfinished) = (EndOf(Text(ref reader)), reader.TokenType == JsonTokenType.Null);
        }
    }

    private void ReadUsage(ref LineJson reader, NameTable names, RowSink sink)
    {
        if (!reader.Enter())
            return;
        HasUsage = true;
        Usage = ClaudeCodeUsage.Read(ref reader, names, sink);
    }

    private void ReadToolResult(ref LineJson reader, RowSink sink)
    {
        if (!reader.Enter())
            return;
        while (reader.Next())
        {
            if (reader.Is("searchCount"u8))
                SearchCount = TokenFields.Read(ref reader, sink);
        }
    }

    private static SessionEnd EndOf(ReadOnlySpan<byte> stopReason)
    {
        if (stopReason.IsEmpty)
            return SessionEnd.Unknown;
        bool isOpen = stopReason.SequenceEqual("tool_use"u8) || stopReason.SequenceEqual("pause_turn"u8);
        return isOpen ? SessionEnd.OpenTurn : SessionEnd.Completed;
    }

    /// <summary>The raw bytes of a text value. Ids have no escapes; if one had, its raw form would identify it as well.</summary>
    private static ReadOnlySpan<byte> Text(scoped ref LineJson reader) =>
        reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;

    private static long? Time(ref LineJson reader) => Timestamps.TryRead(ref reader, out long ms) ? ms : null;

    private static decimal? Money(ref LineJson reader) =>
        reader.TokenType == JsonTokenType.Number && reader.Value().TryGetDecimal(out decimal value) ? value : null;
}
