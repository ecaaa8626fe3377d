using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// Reads the messages of one session in the older storage. The files stay after their migration: messages that a database beside them has
/// are skipped.
/// </summary>
internal sealed class OpenCodeStorageReader : FileLogReader
{
    private readonly OpenCodeFamily family;
    private readonly NameTable names = new();
    private readonly Dictionary<string, RecordKey> open = new(StringComparer.Ordinal);
    private readonly List<RecordKey> replaced = [];
    private SessionRow? session;
    private string? unreadable;

    public OpenCodeStorageReader(OpenCodeFamily family, ReadOnlySpan<byte> state)
    {
        this.family = family;
        if (state.IsEmpty)
            return;
        using StateReader reader = new(state);
        for (long i = reader.Number(); i > 0; i--)
            open.Add(reader.Text()!, reader.Key());
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        string[] files = [.. OpenCodeStorage.MessagesIn(path)];
        HashSet<string> migrated = Migrated(path, files, stop);
        if (migrated.Count == files.Length && open.Count == 0 && !sink.HasOlderRecords)
            return; // incomplete messages now have another identity
        OpenCodeStorage storage = OpenCodeStorage.Of(path);
        OpenCodeSession? about = null;
        OpenCodeMessage? last = null;
        long turns = 0;
        Dictionary<string, int> twins = new(StringComparer.Ordinal);
        foreach (string file in files)
        {
            stop.ThrowIfCancellationRequested();
            string id = Path.GetFileNameWithoutExtension(file);
            if (Message(storage, file, sink) is not { } message)
                continue;
            if (last is null || message.CreatedMs >= last.CreatedMs)
                last = message;
            about ??= storage.Session(family, message.SessionId ?? Path.GetFileName(path), names);
            if (message.IsUser && !(message.CreatedMs < about.CreatedMs))
                turns++;
            RecordKey key = default;
            if (OpenCodeIdentity.Of(message) is { } identity)
            {
                int twin = twins.GetValueOrDefault(identity);
                twins[identity] = twin + 1;
                key = OpenCodeIdentity.OfMessage(family.Kind, identity, twin);
                if (sink.HasOlderRecords)
                    replaced.AddRange(
                        OpenCodeFormerKeys.Of(family, [null, OpenCodeFormerKeys.GlobalProject, about.ProjectId], message, twin)
                    );
                if (!migrated.Contains(id))
                    sink.Add(OpenCodeRow.Make(family, about, message, key, isDatabase: false, sink.FileModifiedMs));
            }

            if (open.Remove(id, out RecordKey before) && before != default && before != key)
                replaced.Add(before);
            if (message.IsAssistant && message.CompletedMs is null && key != default)
                open.Add(id, key);
        }

        session = about?.ToRow(last);
        if (session is not null && turns > 0)
            session.Turns = turns;
    }

    public override void Finish(RowSink sink)
    {
        if (session is not null)
            sink.Batch.Sessions.Add(session);
        sink.Batch.Replaced.AddRange(replaced);
        sink.Batch.Unreadable = unreadable;
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add(open.Count);
        foreach ((string id, RecordKey key) in open)
            state.Add(id).Add(key);
        return state.ToArray();
    }

    private OpenCodeMessage? Message(OpenCodeStorage storage, string file, RowSink sink)
    {
        try
        {
            return storage.Message(file, names, sink);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            unreadable ??= $"{file}: {e.Message}"; // the other files still count
            return null;
        }
    }

    /// <summary>The ids that a database in the data folder has too.</summary>
    private static HashSet<string> Migrated(string messages, string[] files, CancellationToken stop)
    {
        HashSet<string> migrated = new(StringComparer.Ordinal);
        foreach (string path in OpenCodeLocations.Databases(Path.GetDirectoryName(OpenCodeStorage.Of(messages).Root)!))
        {
            try
            {
                using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
                foreach (
                    OpenCodeTable table in (OpenCodeTable[])
                        [new("message", isProjection: false), new("session_message", isProjection: true)]
                )
                {
                    table.Open(foreign);
                    migrated.UnionWith(
                        files.Select(file => Path.GetFileNameWithoutExtension(file)).Where(id => table.Has(foreign.Database, id))
                    );
                }
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                // The database's own reader reports it.
            }
        }

        return migrated;
    }
}
