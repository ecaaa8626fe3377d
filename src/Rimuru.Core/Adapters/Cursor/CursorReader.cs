using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>
/// Reads Cursor's conversations that have new rows. Each is read as a whole, since a bubble's model may be in another bubble.
/// </summary>
internal sealed class CursorReader : FileLogReader
{
    private const string Bubbles = "bubbleId:";
    private const string Composers = "composerData:";

    /// <summary>How many rows before the last one are read again: a bubble may be filled in place while it streams.</summary>
    private const long Overlap = 2000;

    private readonly NameTable names = new();
    private long lastRow;
    private long anchorRow;
    private string? anchorKey;
    private long malformed;

    public CursorReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
        using StateReader reader = new(state);
        lastRow = reader.Number();
        anchorRow = reader.Number();
        anchorKey = reader.Text();
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all queries see one snapshot of the file
        if (foreign.Columns("cursorDiskKV").Count == 0)
            return;
        CursorWorkspaces workspaces = new(path, stop);
        foreach (string composer in Changed(database, stop))
        {
            stop.ThrowIfCancellationRequested();
            ReadComposer(database, composer, workspaces, sink);
        }
    }

    public override void Finish(RowSink sink) => sink.Batch.MalformedLines = malformed;

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state.Add(lastRow).Add(anchorRow).Add(anchorKey).ToArray();
    }

    /// <summary>The conversations with new rows; all of them on the first read, or if row ids have changed.</summary>
    private SortedSet<string> Changed(SqliteDatabase database, CancellationToken stop)
    {
        // A row that is replaced moves to the end. A lower row id means that the file was rebuilt; no row means that the conversation was
        // deleted.
        bool resumes = anchorKey is not null && RowOf(database, anchorKey) >= anchorRow;
        SortedSet<string> changed = new(StringComparer.Ordinal);

        // The range of keys comes from the index, the range of rows from the table; both skip the values of other kinds of rows.
        using SqliteStatement select = resumes
            ? database.PrepareFresh("SELECT rowid, key FROM cursorDiskKV WHERE rowid > ?1").Bind(1, Math.Max(0, lastRow - Overlap))
            : database.PrepareFresh(
                $"SELECT rowid, key FROM cursorDiskKV WHERE (key >= '{Bubbles}' AND key < 'bubbleId;') OR (key >= '{Composers}' AND "
                    + "key < 'composerData;')"
            );
        if (!resumes)
            (lastRow, anchorRow, anchorKey) = (0, 0, null);
        while (select.Step())
        {
            stop.ThrowIfCancellationRequested();
            long row = select.Int64(0);
            lastRow = Math.Max(lastRow, row);
            if (select.Text(1) is not { } key || ComposerOf(key) is not { } composer)
                continue;
            changed.Add(composer);
            if (row >= anchorRow && key.StartsWith(Bubbles, StringComparison.Ordinal))
                (anchorRow, anchorKey) = (row, key);
        }

        return changed;
    }

    private void ReadComposer(SqliteDatabase database, string id, CursorWorkspaces workspaces, RowSink sink)
    {
        CursorComposer composer = new();
        SqliteStatement about = database.Prepare("SELECT value FROM cursorDiskKV WHERE key = ?1").Bind(1, Composers + id);
        if (about.Step() && !about.IsNull(0))
            composer = Try(about.Blob(0), CursorComposer.Parse, sink) ?? composer;
        about.Reset();
        List<CursorBubble> bubbles = composer.Bubbles;
        SqliteStatement select = database
            .Prepare("SELECT key, value FROM cursorDiskKV WHERE key >= ?1 AND key < ?2")
            .Bind(1, $"{Bubbles}{id}:")
            .Bind(2, $"{Bubbles}{id};");
        while (select.Step())
        {
            string key = select.Text(0)!;
            if (
                select.IsNull(1)
                || key.Contains('\n', StringComparison.Ordinal)
                || Try(select.Blob(1), CursorBubble.Parse, sink) is not { } bubble
            )
                continue;
            bubble.Id = key[(key.LastIndexOf(':') + 1)..];
            bubbles.Add(bubble);
        }

        select.Reset();
        if (bubbles.Count == 0)
            return; // a window without messages
        Emit(
            id,
            composer,
            bubbles,
            bubbles.Select(bubble => bubble.Workspace).FirstOrDefault(folder => folder is not null) ?? workspaces.FolderOfComposer(id),
            sink
        );
        foreach (string child in composer.SubComposers)
        {
            if (ComposerOf(Composers + child) is not null && RowOf(database, Composers + child) is not null)
                sink.Batch.Sessions.Add(new SessionRow(new SessionRef(CursorIdentity.Agent, child)) { ParentSessionId = id });
        }
    }

    private static void Emit(string id, CursorComposer composer, List<CursorBubble> bubbles, string? folder, RowSink sink)
    {
        SessionRow session = new(new SessionRef(CursorIdentity.Agent, id))
        {
            ParentSessionId = composer.ParentId,
            WorkingDirectory = folder,
            Branch = composer.Branch,
            Title = composer.Title,
            End = composer.End,
            Turns = TurnsOf(bubbles),
        };
        Dictionary<string, string> asked = new(StringComparer.Ordinal);
        foreach (long? time in bubbles.Select(bubble => bubble.CreatedMs).Append(composer.CreatedMs).Append(composer.UpdatedMs))
        {
            if (time is { } known)
                session.Seen(known);
        }

        foreach (CursorBubble bubble in bubbles)
        {
            if (bubble is { IsAssistant: false, RequestId: { } request, Model: { } model })
                asked.TryAdd(request, model);
        }

        foreach (CursorBubble bubble in bubbles)
        {
            if (!bubble.IsAssistant || bubble.Tokens.IsZero || bubble.Id is null)
                continue;
            string? model = bubble.Model ?? (bubble.RequestId is { } request ? asked.GetValueOrDefault(request) : null) ?? composer.Model;
            long createdMs = composer.CreatedMs ?? session.FirstMs ?? long.MaxValue;
            sink.Add(
                new UsageRow
                {
                    Key = CursorIdentity.OfBubble(bubble.Id),
                    Rank = new Rank(bubble.Tokens.Total, model is null ? 0 : 1),
                    OwnerRank = new Rank(-createdMs, (folder is null ? 0 : 1 << 16) + session.Session.Tie),
                    UnixMs = bubble.CreatedMs ?? composer.UpdatedMs ?? composer.CreatedMs ?? session.LastMs ?? sink.FileModifiedMs,
                    Tokens = bubble.Tokens,
                    Requests = 1,
                    Evidence = UsageEvidence.Estimated,
                    Model = model,
                    Session = session.Session,
                    Folder = folder,
                    Branch = composer.Branch,
                }
            );
        }

        sink.Batch.Sessions.Add(session);
    }

    /// <summary>The number of the user's bubbles. One may be in the conversation's own row and in a row of its own.</summary>
    private static long? TurnsOf(List<CursorBubble> bubbles)
    {
        int turns = bubbles.Where(bubble => bubble.IsUser).DistinctBy(bubble => (object?)bubble.Id ?? bubble).Count();
        return turns > 0 ? turns : null;
    }

    private delegate T? Parser<T>(ReadOnlySpan<byte> json, NameTable names, RowSink sink);

    private T? Try<T>(ReadOnlySpan<byte> json, Parser<T> parse, RowSink sink)
        where T : class
    {
        try
        {
            return parse(json, names, sink);
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            malformed++;
            return null;
        }
    }

    /// <summary>The conversation that a row belongs to; null for other rows, and for rows of tools, whose ids have a newline.</summary>
    private static string? ComposerOf(string key)
    {
        if (key.Contains('\n', StringComparison.Ordinal))
            return null;
        if (key.StartsWith(Composers, StringComparison.Ordinal))
            return key.Length > Composers.Length ? key[Composers.Length..] : null;
        int end = key.LastIndexOf(':');
        return key.StartsWith(Bubbles, StringComparison.Ordinal) && end > Bubbles.Length ? key[Bubbles.Length..end] : null;
    }

    private static long? RowOf(SqliteDatabase database, string key)
    {
        SqliteStatement select = database.Prepare("SELECT rowid FROM cursorDiskKV WHERE key = ?1").Bind(1, key);
        long? row = select.Step() ? select.Int64(0) : null;
        select.Reset();
        return row;
    }
}
