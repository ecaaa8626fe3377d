using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.OpenClaw;

/// <summary>Reads the database of one agent of OpenClaw: the new events of all its sessions, and what it archived.</summary>
internal sealed class OpenClawReader : FileLogReader
{
    /// <summary>OpenClaw itself writes no larger event.</summary>
    private const int LargestEvent = 4 << 20;
    private const int LargestArchive = 256 << 20;

    private readonly Dictionary<string, OpenClawTranscript> transcripts = new(StringComparer.Ordinal);
    private readonly List<SessionRow> archived = [];
    private OpenClawWindows windows = OpenClawWindows.None;
    private long lastRow;
    private string? lastIdentity;

    public OpenClawReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        lastRow = saved.Number();
        lastIdentity = saved.Text();
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all queries see one snapshot of the file
        windows = OpenClawWindows.Of(foreign);
        HashSet<string> columns = foreign.Columns("transcript_events");
        if (columns.IsSupersetOf(["session_id", "seq", "event_json"]))
            ReadEvents(database, columns, sink, stop);
        if (foreign.Columns("session_transcript_archives").IsSupersetOf(["session_id", "encoding", "archive_blob"]))
            ReadArchives(database, sink, stop);
    }

    public override void Finish(RowSink sink) =>
        sink.Batch.Sessions.AddRange(transcripts.Values.Select(transcript => transcript.Session).Concat(archived));

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state.Add(lastRow).Add(lastIdentity).ToArray();
    }

    private void ReadEvents(SqliteDatabase database, HashSet<string> columns, RowSink sink, CancellationToken stop)
    {
        string select =
            "SELECT rowid, session_id, seq, event_json, "
            + ForeignSqlite.Select(columns, "event_zstd", "created_at")
            + " FROM transcript_events WHERE ";

        // Row ids start again after a VACUUM, or if the newest events were deleted.
        if (lastRow > 0)
        {
            using SqliteStatement last = database.PrepareFresh(select + "rowid = ?1").Bind(1, lastRow);
            if (!last.Step() || IdentityOf(last) != lastIdentity)
                lastRow = 0;
        }

        using SqliteStatement head = database.PrepareFresh(select + "session_id = ?1 ORDER BY seq LIMIT 1");
        using SqliteStatement row = database.PrepareFresh(select + "rowid > ?1 ORDER BY rowid").Bind(1, lastRow);
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (row.Text(1) is { } session)
            {
                if (!transcripts.TryGetValue(session, out OpenClawTranscript? transcript))
                    transcript = Open(session, head, sink);
                Take(row, transcript, sink);
            }

            (lastRow, lastIdentity) = (row.Int64(0), IdentityOf(row));
        }
    }

    /// <summary>A session that goes on has its folder and its beginning in events that were read before.</summary>
    private OpenClawTranscript Open(string session, SqliteStatement head, RowSink sink)
    {
        OpenClawTranscript transcript = windows.Open(session);
        transcripts.Add(session, transcript);
        head.Bind(1, session);
        if (lastRow > 0 && head.Step())
            Take(head, transcript, sink);
        head.Reset();
        return transcript;
    }

    private static void Take(SqliteStatement row, OpenClawTranscript transcript, RowSink sink)
    {
        try
        {
            using JsonDocument document = JsonFields.Parse(row.IsNull(3) ? ZstdFile.TextOf(row.Blob(4), LargestEvent) : row.Utf8(3));
            transcript.Take(document.RootElement, row.OptionalInt64(5), sink);
        }
        catch (Exception e) when (e is InvalidDataException || Json.IsDefect(e))
        {
            sink.Batch.MalformedLines++;
        }
    }

    private void ReadArchives(SqliteDatabase database, RowSink sink, CancellationToken stop)
    {
        using SqliteStatement row = database.PrepareFresh("SELECT session_id, encoding, archive_blob FROM session_transcript_archives");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (row.Text(0) is not { } session)
                continue;
            try
            {
                OpenClawTranscript transcript = windows.Open(session);
                byte[] text = row.Text(1) == "zstd" ? ZstdFile.TextOf(row.Blob(2), LargestArchive) : row.Blob(2).ToArray();
                ReadLines(text, transcript, sink);
                archived.Add(transcript.Session);
            }
            catch (InvalidDataException)
            {
                sink.Batch.MalformedLines++;
            }
        }
    }

    private static void ReadLines(ReadOnlySpan<byte> text, OpenClawTranscript transcript, RowSink sink)
    {
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            if (line.IsEmpty)
                continue;
            try
            {
                using JsonDocument document = JsonFields.Parse(line);
                transcript.Take(document.RootElement, null, sink);
            }
            catch (Exception e) when (Json.IsDefect(e))
            {
                sink.Batch.MalformedLines++;
            }
        }
    }

    private static string IdentityOf(SqliteStatement row) => new StringBuilder(row.Text(1)).Append('\n').Append(row.Int64(2)).ToString();
}
