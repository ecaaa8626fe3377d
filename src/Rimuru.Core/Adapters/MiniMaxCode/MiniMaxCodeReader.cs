using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MiniMaxCode;

/// <summary>
/// Reads the history of a session. A fork begins with the history of another one, whose messages are older than the fork.
/// </summary>
internal sealed class MiniMaxCodeReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly SessionRow session;
    private readonly long createdMs;
    private readonly bool isPlaceless;

    public MiniMaxCodeReader(string path, ReadOnlySpan<byte> state)
    {
        string folder = MiniMaxCodeLocations.SessionFolderOf(path);
        MiniMaxCodeSession about = MiniMaxCodeSession.In(folder, names);
        session = new SessionRow(new SessionRef(MiniMaxCodeIdentity.Agent, about.Id));
        createdMs = about.CreatedMs ?? long.MinValue;
        if (!state.IsEmpty)
        {
            using StateReader saved = new(state);
            (session.Title, session.ParentSessionId, session.WorkingDirectory) = (saved.Text(), saved.Text(), saved.Text());
            session.End = (SessionEnd)saved.Number();
        }

        if (session.WorkingDirectory is not null)
            return;
        isPlaceless = true;
        MiniMaxCodeSession.Describe(session, MiniMaxCodeLocations.DatabaseOf(folder));
    }

    /// <summary>What was read before the list had the session is read once more.</summary>
    public override bool StartsOver => isPlaceless;

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement,
            message = root.Get("message"u8);
        if (message.Text("role"u8, names) is not { } role)
            return;
        long ms = message.Time("timestamp"u8) ?? session.LastMs ?? sink.FileModifiedMs;
        bool isCopy = ms < createdMs;
        if (!isCopy)
            session.Seen(ms);
        session.End = role switch
        {
            "assistant" => EndAfter(message),
            "user" or "toolResult" => SessionEnd.OpenTurn,
            _ => session.End,
        };
        if (role == "assistant")
            Add(root.Text("message_id"u8, names), message, ms, isCopy, sink);
    }

    public override void Finish(RowSink sink)
    {
        if (session.LastMs is not null)
            sink.Batch.Sessions.Add(session);
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state.Add(session.Title).Add(session.ParentSessionId).Add(session.WorkingDirectory).Add((long)session.End).ToArray();
    }

    private SessionEnd EndAfter(JsonElement message) =>
        message.Text("stopReason"u8, names) switch
        {
            "toolUse" or "tool_use" => SessionEnd.OpenTurn,
            "aborted" => SessionEnd.Cancelled,
            "error" => SessionEnd.Failed,
            _ => SessionEnd.Completed,
        };

    private void Add(string? id, JsonElement message, long ms, bool isCopy, RowSink sink)
    {
        JsonElement usage = message.Get("usage"u8);
        TokenUsage tokens = MiniMaxCodeUsage.Of(usage, sink);
        if (tokens.IsZero)
            return;
        sink.Add(
            new UsageRow
            {
                Key = MiniMaxCodeIdentity.Of(message.Text("responseId"u8, names), id, ms),
                Rank = new Rank(tokens.Output, 0),
                OwnerRank = new Rank(isCopy ? 0 : 1, session.WorkingDirectory is null ? 0 : 1),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Provider = message.Text("provider"u8, names),
                Model = message.Text("responseModel"u8, names) ?? message.Text("model"u8, names),
                ReportedNano = usage.Get("cost"u8).Nano("total"u8),
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }
}
