using System.Buffers.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Codex;

internal enum CodexLineType : byte
{
    Other,
    SessionMeta,
    TurnContext,
    EventMessage,
    Settings,
    TaskStarted,
    TaskComplete,
    TurnAborted,
    UserMessage,
    TokenCount,
    UsageRecord,
    ThreadStarted,
    TurnCompleted,
    Result,
}

/// <summary>The fields of a <c>session_meta</c> line.</summary>
internal sealed record CodexMeta
{
    public string? Id { get; set; }

    public long? CreatedMs { get; set; }

    public string? ForkedFrom { get; set; }

    /// <summary>
    /// The previous file, which this one continues. A thread's first file is named by the thread's id, a page by its own id.
    /// </summary>
    public string? Predecessor { get; set; }

    /// <summary>The number of the line up to which the previous file counts.</summary>
    public long? BaseOrdinal { get; set; }

    public string? StartedBy { get; set; }

    public string? SubAgent { get; set; }

    public string? WorkingDirectory { get; set; }

    public string? Branch { get; set; }

    public string? Version { get; set; }

    public string? Provider { get; set; }
}

/// <summary>The fields of one rollout line that accounting needs, read at their own depth only.</summary>
internal struct CodexLine
{
    public CodexLineType Type;
    public long? UnixMs;
    public CodexMeta? Meta;
    public string? Model;
    public string? Tier;

    /// <summary>True if the line has the tier at all.</summary>
    public bool HasTier;
    public string? WorkingDirectory;
    public string? ThreadId;
    public string? ResponseId;
    public long? StartedAt;

    /// <summary>The start of the turn in milliseconds, from its id.</summary>
    public long? TurnMs;

    /// <summary>The number of the line, counted over the whole thread and those that it continues.</summary>
    public long? Ordinal;

    /// <summary>The limit whose counter the line has.</summary>
    public string? Limit;

    /// <summary>The usage of the last response.</summary>
    public CodexUsage? Last;

    /// <summary>The running total after it; null if only its sum is known.</summary>
    public CodexUsage? Total;

    /// <summary>Identifies the running total: the total itself, or a stand-in for its sum.</summary>
    public CodexUsage? Mark;

    /// <summary>
    /// The total as version 2 of this reader and older ones read it, or the last usage if there is none; null if they read it correctly.
    /// </summary>
    public CodexUsage? Former;

    /// <summary>
    /// The type of a line by its own <c>type</c>. Most lines of a rollout are <see cref="CodexLineType.Other"/> and are not read further.
    /// </summary>
    public static CodexLineType TypeOf(ref LineJson reader) =>
        reader.TokenType switch
        {
            not JsonTokenType.String => CodexLineType.Other,
            _ when reader.ValueIs("event_msg"u8) => CodexLineType.EventMessage,
            _ when reader.ValueIs("turn_context"u8) => CodexLineType.TurnContext,
            _ when reader.ValueIs("token_usage_record"u8) => CodexLineType.UsageRecord,
            _ when reader.ValueIs("session_meta"u8) => CodexLineType.SessionMeta,
            _ when reader.ValueIs("turn.completed"u8) => CodexLineType.TurnCompleted,
            _ when reader.ValueIs("thread.started"u8) => CodexLineType.ThreadStarted,
            _ when reader.ValueIs("result"u8) => CodexLineType.Result,
            _ => CodexLineType.Other,
        };

    public static CodexLine Parse(ReadOnlySpan<byte> line, CodexLineType type, NameTable names, RowSink sink)
    {
        CodexLine result = new() { Type = type };
        LineJson reader = new(line);
        while (reader.Next())
        {
            if (reader.Is("payload"u8))
            {
                // The rest of an event that is not needed is not read: it may be large.
                if (reader.Enter() && !result.ReadPayload(ref reader, names, sink))
                    return result;
            }
            else if (reader.Is("timestamp"u8))
                result.UnixMs = Timestamps.TryRead(ref reader, out long ms) ? ms : null;
            else if (reader.Is("ordinal"u8))
                result.Ordinal = NumberOf(ref reader);
            else if (reader.Is("thread_id"u8))
                result.ThreadId = names.Read(ref reader);
            else if (reader.Is("model"u8))
                result.Model = names.Read(ref reader);
            else if (reader.Is("usage"u8))
                result.Total = CodexUsage.Read(ref reader, sink);
            else if (reader.Is("data"u8))
            {
                if (reader.Enter())
                    result.ReadFields(ref reader, names, sink);
            }
        }

        reader.End();

        return result;
    }

    /// <summary>False if the rest of the line does not matter.</summary>
    private bool ReadPayload(ref LineJson reader, NameTable names, RowSink sink)
    {
        switch (Type)
        {
            case CodexLineType.SessionMeta:
                Meta = ReadMeta(ref reader, names);
                return true;
            case CodexLineType.EventMessage:
                return ReadEvent(ref reader, names, sink);
            default:
                ReadFields(ref reader, names, sink);
                return true;
        }
    }

    /// <summary>The type of a line without one, from its payload.</summary>
    public static CodexLineType KindOf(ReadOnlySpan<byte> line)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement payload = document.RootElement.Get("payload"u8);
        if (payload.Has("usage"u8) && (payload.Has("response_id"u8) || payload.Has("thread_token_usage"u8)))
            return CodexLineType.UsageRecord;
        if (payload.Has("type"u8) || payload.Get("info"u8).Has("total_token_usage"u8))
            return CodexLineType.EventMessage;
        return CodexLineType.Other;
    }

    private bool ReadEvent(ref LineJson reader, NameTable names, RowSink sink)
    {
        Type = CodexLineType.TokenCount;
        while (reader.Next())
        {
            if (reader.Is("type"u8))
            {
                Type = EventOf(ref reader);
                if (Type is CodexLineType.Other or CodexLineType.UserMessage)
                    return false;
            }
            else if (reader.Is("info"u8))
                ReadInfo(ref reader, names, sink);
            else if (reader.Is("started_at"u8))
                StartedAt = Timestamps.TryRead(ref reader, out long ms) ? ms / 1000 : null;
            else if (reader.Is("turn_id"u8))
                TurnMs = TimeOf(ref reader);
            else if (reader.Is("thread_settings"u8))
                ReadSettings(ref reader, names);
            else if (reader.Is("rate_limits"u8))
                Limit = reader.ReadText("limit_id"u8, names);
            else if (reader.Is("model"u8))
                Model = names.Read(ref reader) ?? Model;
        }

        return true;
    }

    private static CodexLineType EventOf(ref LineJson reader) =>
        reader.TokenType switch
        {
            not JsonTokenType.String => CodexLineType.Other,
            _ when reader.ValueIs("token_count"u8) => CodexLineType.TokenCount,
            _ when reader.ValueIs("task_started"u8) || reader.ValueIs("turn_started"u8) => CodexLineType.TaskStarted,
            _ when reader.ValueIs("task_complete"u8) || reader.ValueIs("turn_complete"u8) => CodexLineType.TaskComplete,
            _ when reader.ValueIs("turn_aborted"u8) => CodexLineType.TurnAborted,
            _ when reader.ValueIs("user_message"u8) => CodexLineType.UserMessage,
            _ when reader.ValueIs("thread_settings_applied"u8) => CodexLineType.Settings,
            _ => CodexLineType.Other,
        };

    private void ReadInfo(ref LineJson reader, NameTable names, RowSink sink)
    {
        if (!reader.Enter())
            return;
        long sum = 0;
        CodexUsage formerTotal = default,
            formerLast = default;
        while (reader.Next())
        {
            if (reader.Is("total_token_usage"u8))
                Total = CodexUsage.Read(ref reader, sink, out sum, out formerTotal);
            else if (reader.Is("last_token_usage"u8))
                Last = CodexUsage.Read(ref reader, sink, out _, out formerLast);
            else if (reader.Is("model"u8))
                Model ??= names.Read(ref reader);
        }

        CodexUsage former = Total is null ? formerLast : formerTotal;
        if (former != (Total ?? Last))
            Former = former;
        SetMark(sum);
    }

    /// <summary>A total with only a sum that is less than the last usage cannot be subtracted from.</summary>
    private void SetMark(long sum)
    {
        Mark = Total;
        if (sum == 0 || Total is not { IsZero: true } || Last is not { IsZero: false })
            return;
        Mark = CodexUsage.OfSum(sum);
        Total = null;
    }

    private void ReadSettings(ref LineJson reader, NameTable names)
    {
        if (!reader.Enter())
            return;
        while (reader.Next())
        {
            if (reader.Is("model"u8))
                Model = names.Read(ref reader);
            else if (reader.Is("service_tier"u8))
            {
                HasTier = true;
                Tier = TierOf(names.Read(ref reader));
            }
        }
    }

    /// <summary>Reads the payloads of <c>turn_context</c> and <c>token_usage_record</c>, and the data of a result.</summary>
    private void ReadFields(ref LineJson reader, NameTable names, RowSink sink)
    {
        long sum = 0;
        while (reader.Next())
        {
            if (reader.Is("model"u8))
                Model = names.Read(ref reader) ?? Model;
            else if (reader.Is("model_name"u8))
                Model ??= names.Read(ref reader);
            else if (reader.Is("cwd"u8))
                WorkingDirectory = names.Read(ref reader);
            else if (reader.Is("timestamp"u8))
                UnixMs = Timestamps.TryRead(ref reader, out long ms) ? ms : UnixMs;
            else if (reader.Is("response_id"u8))
                ResponseId = Json.Text(ref reader);
            else if (reader.Is("thread_id"u8))
                ThreadId = names.Read(ref reader);
            else if (reader.Is("usage"u8))
                Last = CodexUsage.Read(ref reader, sink);
            else if (reader.Is("thread_token_usage"u8))
                Total = CodexUsage.Read(ref reader, sink, out sum, out _);
        }

        SetMark(sum);
    }

    private static CodexMeta ReadMeta(ref LineJson reader, NameTable names)
    {
        CodexMeta meta = new();
        string? sessionId = null;
        while (reader.Next())
        {
            if (reader.Is("id"u8))
                meta.Id = names.Read(ref reader);
            else if (reader.Is("session_id"u8))
                sessionId = names.Read(ref reader);
            else if (reader.Is("timestamp"u8))
                meta.CreatedMs = Timestamps.TryRead(ref reader, out long ms) ? ms : null;
            else if (reader.Is("forked_from_id"u8))
                meta.ForkedFrom = names.Read(ref reader);
            else if (reader.Is("parent_thread_id"u8))
                meta.StartedBy = names.Read(ref reader);
            else if (reader.Is("agent_nickname"u8))
                meta.SubAgent = names.Read(ref reader) ?? meta.SubAgent;
            else if (reader.Is("cwd"u8))
                meta.WorkingDirectory = names.Read(ref reader);
            else if (reader.Is("cli_version"u8))
                meta.Version = names.Read(ref reader);
            else if (reader.Is("model_provider"u8))
                meta.Provider = names.Read(ref reader);
            else if (reader.Is("git"u8))
                meta.Branch = reader.ReadText("branch"u8, names);
            else if (reader.Is("forked_from_ordinal_exclusive"u8))
                meta.BaseOrdinal = NumberOf(ref reader) ?? meta.BaseOrdinal;
            else if (reader.Is("history_base"u8))
                ReadBase(ref reader, names, meta);
            else if (reader.Is("source"u8))
                ReadSource(ref reader, names, meta);
        }

        // In a sub-agent's file session_id is the root's: it names the thread only if nothing else does.
        meta.Id ??= sessionId;
        return meta;
    }

    /// <summary>The time in a version 7 UUID; null for another id.</summary>
    private static long? TimeOf(ref LineJson reader)
    {
        const int Length = 36;
        const int Version = 14;
        if (
            reader.TokenType != JsonTokenType.String
            || reader.ValueIsEscaped
            || reader.ValueSpan.Length != Length
            || reader.ValueSpan[Version] != (byte)'7'
        )
            return null;
        ReadOnlySpan<byte> id = reader.ValueSpan;
        return
            Utf8Parser.TryParse(id[..8], out uint high, out int highRead, 'x')
            && highRead == 8
            && Utf8Parser.TryParse(id[9..13], out ushort low, out int lowRead, 'x')
            && lowRead == 4
            ? ((long)high << 16) | low
            : null;
    }

    private static void ReadBase(ref LineJson reader, NameTable names, CodexMeta meta)
    {
        if (!reader.Enter())
            return;
        while (reader.Next())
        {
            if (reader.Is("thread_id"u8))
                meta.Predecessor = names.Read(ref reader);
            else if (reader.Is("end_ordinal_exclusive"u8))
                meta.BaseOrdinal ??= NumberOf(ref reader);
        }
    }

    private static long? NumberOf(ref LineJson reader) =>
        reader.TokenType == JsonTokenType.Number && reader.Value().TryGetInt64(out long number) && number >= 0 ? number : null;

    /// <summary><c>{"subagent":{"thread_spawn":{"parent_thread_id":…,"agent_nickname":…}}}</c>; an ordinary source is a text.</summary>
    private static void ReadSource(ref LineJson reader, NameTable names, CodexMeta meta)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        ReadSpawn(ref reader, names, meta);
        meta.SubAgent ??= "subagent";
    }

    private static void ReadSpawn(ref LineJson reader, NameTable names, CodexMeta meta)
    {
        if (reader.EnterArray())
        {
            while (reader.NextItem())
                ReadSpawn(ref reader, names, meta);
        }
        else if (reader.Enter())
        {
            while (reader.Next())
            {
                if (reader.Is("parent_thread_id"u8))
                    meta.StartedBy ??= names.Read(ref reader);
                else if (reader.Is("agent_nickname"u8) || reader.Is("agent_role"u8))
                    meta.SubAgent ??= names.Read(ref reader);
                else
                {
                    reader.ReadValue();
                    ReadSpawn(ref reader, names, meta);
                }
            }
        }
    }

    private static string? TierOf(string? tier) => tier is "default" or "auto" or "standard" ? null : tier;
}
