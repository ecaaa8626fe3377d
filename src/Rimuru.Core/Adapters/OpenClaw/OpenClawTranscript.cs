using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenClaw;

/// <summary>One session's events, from the database or from a file.</summary>
/// <param name="id">The session, until its head names it.</param>
internal sealed class OpenClawTranscript(string id)
{
    private readonly NameTable names = new();

    public SessionRow Session { get; private set; } = new(new SessionRef(OpenClawIdentity.Agent, id));

    /// <summary>When it began; 0 while unknown.</summary>
    public long CreatedMs { get; set; }

    /// <summary>The session's model, for an event that names none.</summary>
    public string? Model { get; init; }

    public string? Provider { get; init; }

    /// <summary>True if another agent that logs by itself did the work; its log counts.</summary>
    public bool IsAnothers { get; init; }

    /// <summary>The time of the last event that had one.</summary>
    public long? LastMs { get; set; }

    public void Take(JsonElement root, long? writtenMs, RowSink sink)
    {
        long? time = root.Time("timestamp"u8) ?? writtenMs;
        LastMs = time ?? LastMs;
        if (root.Is("type"u8, "session"))
            Head(root, time);

        // A fork's copied events keep their times: the session's own life begins with its head.
        if (time is { } ms && ms >= CreatedMs)
            Session.Seen(ms);
        if (root.Is("type"u8, "message"))
            Message(root, root.Get("message"u8), sink);
    }

    private void Head(JsonElement root, long? time)
    {
        string own = root.Text("id"u8, names) ?? Session.Session.SessionId;
        if (own != Session.Session.SessionId)
            Session = Session.Of(new SessionRef(OpenClawIdentity.Agent, own));
        CreatedMs = time ?? CreatedMs;
        Session.WorkingDirectory ??= root.Text("cwd"u8, names);
    }

    private void Message(JsonElement root, JsonElement message, RowSink sink)
    {
        if (message.Is("role"u8, "user"))
            Session.End = SessionEnd.OpenTurn;
        if (!message.Is("role"u8, "assistant"))
            return;
        Session.End = EndOf(message);
        TokenUsage tokens = OpenClawUsage.Of(message.Get("usage"u8), sink);
        if (tokens.IsZero)
            return;
        long ms = LastMs ?? sink.FileModifiedMs;
        RecordKey key = OpenClawIdentity.OfEvent(root.Text("id"u8, names) ?? Session.Session.SessionId, ms, tokens);
        if (IsAnothers)
        {
            // A file of the same session does not tell who did the work.
            sink.Batch.Replaced.Add(key);
            return;
        }

        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(tokens.Output, ms),

                // Whoever has a copy began later than the session that made the request.
                OwnerRank = new Rank(CreatedMs == 0 ? long.MinValue : -CreatedMs, Session.Session.Tie),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = Session.End is SessionEnd.Cancelled or SessionEnd.Failed ? UsageEvidence.Partial : UsageEvidence.Recorded,
                Provider = message.Text("provider"u8, names) ?? Provider,
                Model = message.Text("responseModel"u8, names) ?? message.Text("model"u8, names) ?? Model,
                ReportedNano = message.Get("usage"u8).Get("cost"u8).Nano("total"u8),
                Session = Session.Session,
                Folder = Session.WorkingDirectory,
            }
        );
    }

    private static SessionEnd EndOf(JsonElement message)
    {
        if (message.Is("stopReason"u8, "toolUse"))
            return SessionEnd.OpenTurn;
        if (message.Is("stopReason"u8, "aborted"))
            return SessionEnd.Cancelled;
        return message.Is("stopReason"u8, "error") ? SessionEnd.Failed : SessionEnd.Completed;
    }
}
