using System.Text;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Antigravity;

/// <summary>Reads a conversation: one row of <c>gen_metadata</c> per call, a message of Protocol Buffers.</summary>
internal sealed class AntigravityReader : FileLogReader
{
    private const int Call = 1;
    private const int Usage = 4;
    private const int ResponseId = 11;
    private const int Timing = 9;
    private const int Begin = 4;
    private const int Model = 19;

    private readonly NameTable names = new();

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // both queries see one snapshot of the file
        if (!foreign.Columns("gen_metadata").IsSupersetOf(["idx", "data"]))
            return;
        string id = NameTable.Clean(Path.GetFileNameWithoutExtension(path)) ?? "conversation";
        SessionRow session = new(new SessionRef(AntigravityIdentity.Agent, id));
        if (foreign.Columns("trajectory_metadata_blob").Contains("data"))
            ReadPlace(database, session);
        using SqliteStatement row = database.PrepareFresh("SELECT idx, data FROM gen_metadata ORDER BY idx");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            Take(row.Int64(0), new ProtoMessage(row.Blob(1)).Message(Call), session, sink);
        }

        sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private void Take(long index, ProtoMessage call, SessionRow session, RowSink sink)
    {
        ProtoMessage usage = call.Message(Usage);
        TokenUsage tokens = AntigravityUsage.Of(usage, sink);
        if (tokens.IsZero)
            return;
        long ms = TimeOf(call.Message(Timing).Message(Begin)) ?? session.LastMs ?? sink.FileModifiedMs;
        session.Seen(ms);
        sink.Add(
            new UsageRow
            {
                Key = AntigravityIdentity.OfCall(session.Session.SessionId, names.Get(usage.Bytes(ResponseId)), index),
                Rank = new Rank(tokens.Output, ms),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = names.Get(call.Bytes(Model)),
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }

    private static void ReadPlace(SqliteDatabase database, SessionRow session)
    {
        using SqliteStatement row = database.PrepareFresh("SELECT data FROM trajectory_metadata_blob");
        while (row.Step())
        {
            ProtoMessage about = new(row.Blob(0));
            string uri = Encoding.UTF8.GetString(about.Message(1).Bytes(1));
            if (Uri.TryCreate(uri, UriKind.Absolute, out Uri? folder) && folder.IsFile)
                session.WorkingDirectory ??= NameTable.Clean(folder.LocalPath);
            if (TimeOf(about.Message(2)) is { } created)
                session.Seen(created);
        }
    }

    /// <summary>Seconds and nanoseconds; null if they are missing or no time.</summary>
    private static long? TimeOf(ProtoMessage time)
    {
        const long MostSeconds = 100_000_000_000;
        return time.Number(1) is > 0 and < MostSeconds and var seconds
            ? (seconds * 1000) + (Math.Clamp(time.Number(2) ?? 0, 0, 999_999_999) / 1_000_000)
            : null;
    }
}
