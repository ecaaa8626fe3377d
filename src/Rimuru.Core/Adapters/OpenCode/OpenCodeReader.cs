using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// Reads the database of OpenCode or Kilo: the new messages, and again those that were not complete in the last read.
/// <c>docs/agents/OpenCode.md</c> describes which rows are requests and who owns them.
/// </summary>
internal sealed class OpenCodeReader : FileLogReader
{
    /// <summary>A message that is still not complete after this time belongs to a process that was killed.</summary>
    private const long LongestAnswerMs = 7L * 24 * 60 * 60 * 1000;

    private readonly OpenCodeFamily family;
    private readonly NameTable names = new();
    private readonly OpenCodeTable messages = new("message", isProjection: false);
    private readonly OpenCodeTable projection = new("session_message", isProjection: true);
    private readonly Dictionary<string, OpenAnswer> open = new(StringComparer.Ordinal);
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);
    private readonly List<RecordKey> replaced = [];
    private readonly HashSet<(string Session, RecordKey Key)> seen = [];
    private readonly HashSet<RecordKey> emitted = [];
    private readonly List<RecordKey> contradicted = [];
    private long sessionsUpTo;
    private long newestMs;
    private long malformed;
    private HashSet<string> parts = [];
    private IReadOnlyList<string?> projects = [];
    private Func<string, OpenCodeSession, OpenCodeMessage, bool>? isForeign;

    public OpenCodeReader(OpenCodeFamily family, ReadOnlySpan<byte> state)
    {
        this.family = family;
        if (!state.IsEmpty)
            Restore(state);
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all queries see one snapshot of the file
        messages.Open(foreign);
        projection.Open(foreign);
        if (!messages.Exists && !projection.Exists)
            return;
        parts = foreign.Columns("part");
        if (sink.HasOlderRecords)
            projects = OpenCodeFormerKeys.Projects(foreign);
        isForeign = family.ForeignMessages?.Invoke(foreign);
        OpenCodeSessions sessions = new(family, foreign, names);
        OpenCodeLegacyTwins? twins = messages.IsFirst || projection.IsFirst ? OpenCodeLegacyTwins.Beside(path, family) : null;
        ReadOpen(database, sessions, sink);
        ReadNew(database, sessions, messages, twins, sink, stop);
        ReadNew(database, sessions, projection, twins, sink, stop);
        ReadSessions(database, sessions, sink, stop);
    }

    public override void Finish(RowSink sink)
    {
        sink.Batch.Replaced.AddRange(replaced);

        // The key of a contradicted file may be that of another message: equal messages are distinguished by their position.
        sink.Batch.Replaced.AddRange(contradicted.Where(key => !emitted.Contains(key)));
        sink.Batch.MalformedLines = malformed;
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        messages.Save(state);
        projection.Save(state);
        state.Add(sessionsUpTo).Add(newestMs);
        List<KeyValuePair<string, OpenAnswer>> kept = [.. open.Where(answer => answer.Value.CreatedMs >= newestMs - LongestAnswerMs)];
        state.Add(kept.Count);
        foreach ((string id, OpenAnswer answer) in kept)
            state.Add(id).Add(answer.CreatedMs).Add(answer.Key);
        return state.ToArray();
    }

    private void Restore(ReadOnlySpan<byte> bytes)
    {
        using StateReader state = new(bytes);
        messages.Restore(state);
        projection.Restore(state);
        sessionsUpTo = state.Number();
        newestMs = state.Number();
        for (long i = state.Number(); i > 0; i--)
            open.Add(state.Text()!, new OpenAnswer(state.Number(), state.Key()));
    }

    private void ReadOpen(SqliteDatabase database, OpenCodeSessions sessions, RowSink sink)
    {
        foreach (string id in open.Keys.ToArray())
        {
            bool isFound = false;
            foreach (OpenCodeTable table in (OpenCodeTable[])[messages, projection])
            {
                if (isFound || !table.Exists)
                    continue;
                using SqliteStatement row = table.Find(database, id);
                isFound = row.Step();
                if (isFound)
                    Take(database, sessions, table, row, null, sink);
            }

            if (!isFound)
                open.Remove(id);
        }
    }

    private void ReadNew(
        SqliteDatabase database,
        OpenCodeSessions sessions,
        OpenCodeTable table,
        OpenCodeLegacyTwins? twins,
        RowSink sink,
        CancellationToken stop
    )
    {
        if (!table.Exists)
            return;
        using SqliteStatement row = table.New(database);
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            Take(database, sessions, table, row, table.IsFirst ? twins : null, sink);
            table.Pass(row);
        }
    }

    private void Take(
        SqliteDatabase database,
        OpenCodeSessions sessions,
        OpenCodeTable table,
        SqliteStatement row,
        OpenCodeLegacyTwins? twins,
        RowSink sink
    )
    {
        if (OpenCodeTable.IdOf(row) is not { } id || OpenCodeTable.SessionOf(row) is not { } sessionId)
            return;
        touched.Add(sessionId);

        // The migration to OpenCode 2 keeps the ids and leaves the old rows, which have more fields.
        if (table.IsProjection && (row.Blob(3).IsEmpty || messages.Has(database, id)))
            return;
        if (Parse(row, sink) is not { } message)
        {
            malformed++;
            return;
        }

        newestMs = Math.Max(newestMs, message.CreatedMs ?? 0);
        if (!message.IsAssistant)
            return;
        OpenCodeSession session = sessions.Find(sessionId);
        AddSteps(database, sessions, table, id, session, message, sink);
        RecordKey key = default;
        if (OpenCodeIdentity.Of(message) is { } identity)
        {
            int twin = 0;
            key = OpenCodeIdentity.OfMessage(family.Kind, identity, twin);
            if (!seen.Add((sessionId, key)) || !table.IsFirst)
            {
                twin = TwinsBefore(database, sessions, table, OpenCodeTable.RowOf(row), session, message, identity, sink);
                key = OpenCodeIdentity.OfMessage(family.Kind, identity, twin);
            }

            if (isForeign?.Invoke(id, session, message) == true)
                replaced.Add(key); // earlier readers took it for the agent's own
            else
                AddRow(database, table, id, session, message, key, sink);
            if (sink.HasOlderRecords)
                replaced.AddRange(OpenCodeFormerKeys.Of(family, [.. projects.Append(session.ProjectId).Distinct()], message, twin));
        }

        // A message that is now complete has another identity.
        if (open.Remove(id, out OpenAnswer? before) && before.Key != default && before.Key != key)
            replaced.Add(before.Key);
        if (message.IsOpen)
            open.Add(id, new OpenAnswer(message.CreatedMs ?? newestMs, key));
        if (twins is null)
            return;
        emitted.Add(key);
        if (twins.KeyOf(id, sink) is { } other)
            contradicted.Add(other);
    }

    private void AddRow(
        SqliteDatabase database,
        OpenCodeTable table,
        string id,
        OpenCodeSession session,
        OpenCodeMessage message,
        RecordKey key,
        RowSink sink
    )
    {
        sink.Add(OpenCodeRow.Make(family, session, message, key, isDatabase: true, sink.FileModifiedMs));
        if (!table.IsProjection && parts.Contains("message_id") && parts.Contains("data"))
            OpenCodeTools.Read(database, id, key, names, sink);
    }

    private OpenCodeMessage? Parse(SqliteStatement row, RowSink sink)
    {
        try
        {
            return OpenCodeTable.Parse(row, names, sink);
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return null;
        }
    }

    /// <summary>Adds tokens that only the message's steps have, and subtracts the cost of its sub-agents.</summary>
    private void AddSteps(
        SqliteDatabase database,
        OpenCodeSessions sessions,
        OpenCodeTable table,
        string id,
        OpenCodeSession session,
        OpenCodeMessage message,
        RowSink sink
    )
    {
        if (table.IsProjection || !parts.Contains("message_id") || !parts.Contains("data"))
            return;
        bool isCostTooHigh = family.AddsSubAgentCost && message.CostNano is not null && sessions.HasChildren(session.Session.SessionId);
        OpenCodeSteps steps = new();
        SqliteStatement select = database
            .Prepare("SELECT data FROM part WHERE message_id = ?1 AND octet_length(data) <= ?2")
            .Bind(1, id)
            .Bind(2, (long)OpenCodeSteps.MaxBytes);
        while (select.Step())
        {
            try
            {
                steps.Add(select.Blob(0), sink);
            }
            catch (Exception e) when (Json.IsDefect(e))
            {
                if (!message.HasTokens)
                    malformed++; // its own tokens are used
            }
        }

        select.Reset();
        message.Take(steps, isCostTooHigh);
    }

    /// <summary>How many earlier messages of the same session have the same identity; they are separate requests.</summary>
    private int TwinsBefore(
        SqliteDatabase database,
        OpenCodeSessions sessions,
        OpenCodeTable table,
        long row,
        OpenCodeSession session,
        OpenCodeMessage message,
        string identity,
        RowSink sink
    )
    {
        int twins = 0;
        using SqliteStatement before = table.Before(database, session.Session.SessionId, row, message.CreatedMs);
        while (before.Step())
        {
            if (before.Blob(3).IsEmpty || Parse(before, sink) is not { IsAssistant: true } other)
                continue;
            if (!other.HasTokens)
                AddSteps(database, sessions, table, OpenCodeTable.IdOf(before)!, session, other, sink);
            if (OpenCodeIdentity.Of(other) == identity)
                twins++;
        }

        return twins;
    }

    private void ReadSessions(SqliteDatabase database, OpenCodeSessions sessions, RowSink sink, CancellationToken stop)
    {
        sessionsUpTo = sessions.AddChanged(touched, sessionsUpTo);
        foreach (string id in touched)
        {
            stop.ThrowIfCancellationRequested();
            OpenCodeSession session = sessions.Find(id);
            OpenCodeMessage? last = Last(messages),
                newer = Last(projection);
            SessionRow row = session.ToRow(newer is not null && !(newer.CreatedMs <= last?.CreatedMs) ? newer : last);
            long turns =
                (messages.Exists ? messages.Turns(database, session, projection) : 0)
                + (projection.Exists ? projection.Turns(database, session, messages) : 0);
            row.Turns = turns > 0 ? turns : null;
            sink.Batch.Sessions.Add(row);
            if (session.Sum is { IsZero: false } && messages.Exists)
                TakeSum(database, sessions, session, sink);

            OpenCodeMessage? Last(OpenCodeTable table)
            {
                if (!table.Exists)
                    return null;
                using SqliteStatement select = table.Last(database, id);
                return select.Step() ? Parse(select, sink) : null;
            }
        }
    }

    /// <summary>
    /// Emits what a session's own columns have beyond its messages, if some messages ended well without tokens. In other sessions the
    /// columns also include more, such as the request for a title, and are ignored.
    /// </summary>
    private void TakeSum(SqliteDatabase database, OpenCodeSessions sessions, OpenCodeSession session, RowSink sink)
    {
        RecordKey key = OpenCodeIdentity.OfSum(family.Kind, session.Session.SessionId);
        if (!messages.MayLackTokens(database, session.Session.SessionId))
        {
            replaced.Add(key);
            return;
        }

        OpenCodeUsage logged = default;
        NanoUsd? cost = session.SumCostNano;
        bool lacks = false;
        long lastMs = 0,
            openMs = -1;
        using SqliteStatement row = messages.Of(database, session.Session.SessionId);
        while (row.Step())
        {
            if (Parse(row, sink) is not { } message)
                continue;
            lastMs = Math.Max(lastMs, message.CreatedMs ?? 0);
            if (!message.IsAssistant)
                continue;
            AddSteps(database, sessions, messages, OpenCodeTable.IdOf(row)!, session, message, sink);
            if (message.IsOpen && message.CreatedMs >= newestMs - LongestAnswerMs && !message.HasTokens)
                openMs = Math.Max(openMs, message.CreatedMs.Value);
            lacks |= message.LacksTokens;
            if (message.Used is { } used)
                logged += used;
            if (message.CostNano is { } paid)
                cost -= paid;
        }

        // The columns may have the tokens of the answer that is being written before its row does; one before others was killed.
        if (openMs >= lastMs)
            return;
        OpenCodeUsage rest = lacks ? session.Sum!.Value.Beyond(logged) : default;
        if (rest.IsZero)
            replaced.Add(key);
        else
            sink.Add(OpenCodeRow.MakeSum(family, session, rest, key, cost, sink.FileModifiedMs));
    }

    /// <summary>A message that was not complete when it was read, with its key if it already had tokens.</summary>
    private sealed record OpenAnswer(long CreatedMs, RecordKey Key);
}
