using System.Text;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Antigravity;

/// <summary>
/// Reads a conversation: one row of <c>gen_metadata</c> per call and the steps that the calls led to, as messages of Protocol Buffers. A
/// call in the background is told by its step only, and attempts before the one that succeeded by lists in both.
/// </summary>
internal sealed class AntigravityReader : FileLogReader
{
    private const int Call = 1;
    private const int StepNumbers = 2;
    private const int Usage = 4;
    private const int Timing = 9;
    private const int Begin = 4;
    private const int Attempts = 17;

    private const int StepUsage = 9;
    private const int StepAttempts = 28;
    private const int AttemptUsage = 2;

    private static readonly int[] StepTimes = [1, 8];

    private readonly NameTable names = new();
    private readonly Dictionary<long, Step> steps = [];
    private readonly HashSet<long> stepsOfCalls = [];
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private bool hasCallsWithoutSteps;

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all queries see one snapshot of the file
        bool hasCalls = foreign.Columns("gen_metadata").IsSupersetOf(["idx", "data"]),
            hasSteps = foreign.Columns("steps").IsSupersetOf(["idx", "metadata"]);
        if (!hasCalls && !hasSteps)
            return;
        string id = NameTable.Clean(Path.GetFileNameWithoutExtension(path)) ?? "conversation";
        SessionRow session = new(new SessionRef(AntigravityIdentity.Agent, id));
        if (foreign.Columns("trajectory_metadata_blob").Contains("data"))
            ReadPlace(database, session);
        using SqliteStatement? step = hasSteps ? database.PrepareFresh("SELECT idx, metadata FROM steps ORDER BY idx") : null;
        while (step?.Step() == true)
        {
            stop.ThrowIfCancellationRequested();
            ProtoMessage about = new(step.Blob(1));
            steps[step.Int64(0)] = new Step(TimeOf(about, StepTimes), AntigravityModel.OfStep(about, names));
        }

        using SqliteStatement? row = hasCalls ? database.PrepareFresh("SELECT idx, data FROM gen_metadata ORDER BY idx") : null;
        while (row?.Step() == true)
        {
            stop.ThrowIfCancellationRequested();
            TakeCall(row.Int64(0), new ProtoMessage(row.Blob(1)), session, sink);
        }

        step?.Reset();
        while (step?.Step() == true)
        {
            stop.ThrowIfCancellationRequested();
            TakeStep(step.Int64(0), new ProtoMessage(step.Blob(1)), session, sink);
        }

        sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private void TakeCall(long index, ProtoMessage row, SessionRow session, RowSink sink)
    {
        ProtoMessage call = row.Message(Call),
            usage = call.Message(Usage);
        TokenUsage tokens = AntigravityUsage.Of(usage, sink);
        List<long> own = row.Packed(StepNumbers);
        Step step = own is [var first, ..] ? steps.GetValueOrDefault(first) : default;
        long ms = TimeOf(call.Message(Timing).Message(Begin)) ?? step.Ms ?? session.LastMs ?? sink.FileModifiedMs;
        string? model = AntigravityModel.OfCall(call, step.Model, usage, names);
        if (!tokens.IsZero)
        {
            stepsOfCalls.UnionWith(own);
            hasCallsWithoutSteps |= own.Count == 0;
            told.UnionWith(AntigravityIdentity.IdsOf(usage, names));
            string? response = names.Get(usage.Bytes(AntigravityIdentity.ResponseId));
            Add(AntigravityIdentity.OfCall(session.Session.SessionId, response, index), tokens, ms, model, session, sink);
        }

        TakeAttempts(call, Attempts, ms, model, session, sink);
    }

    private void TakeStep(long index, ProtoMessage step, SessionRow session, RowSink sink)
    {
        ProtoMessage usage = step.Message(StepUsage);
        Step known = steps[index];
        long ms = known.Ms ?? session.LastMs ?? sink.FileModifiedMs;
        string? model = known.Model ?? AntigravityModel.NumberOfStep(step, usage);
        List<string> ids = AntigravityIdentity.IdsOf(usage, names);
        TokenUsage tokens = AntigravityUsage.Of(usage, sink);

        // Without an id, only a step that belongs to no call tells something new.
        bool isNew = ids.Count > 0 ? !told.Overlaps(ids) : !hasCallsWithoutSteps && !stepsOfCalls.Contains(index);
        if (!tokens.IsZero && isNew)
        {
            told.UnionWith(ids);
            RecordKey key =
                ids.Count > 0 ? AntigravityIdentity.OfResponse(ids[0]) : AntigravityIdentity.OfStep(session.Session.SessionId, index);
            Add(key, tokens, ms, model, session, sink);
        }

        TakeAttempts(step, StepAttempts, ms, model, session, sink);
    }

    /// <summary>The attempts of a call; the list repeats the one that succeeded, so an attempt counts by its own id only.</summary>
    private void TakeAttempts(ProtoMessage message, int field, long ms, string? model, SessionRow session, RowSink sink)
    {
        for (int at = 0; message.TryNext(field, ref at, out ProtoMessage attempt); )
        {
            ProtoMessage usage = attempt.Message(AttemptUsage);
            TokenUsage tokens = AntigravityUsage.Of(usage, sink);
            if (tokens.IsZero || AntigravityIdentity.IdsOf(usage, names) is not [var id, ..] ids || told.Overlaps(ids))
                continue;
            told.UnionWith(ids);
            Add(AntigravityIdentity.OfResponse(id), tokens, ms, model, session, sink);
        }
    }

    private static void Add(RecordKey key, TokenUsage tokens, long ms, string? model, SessionRow session, RowSink sink)
    {
        session.Seen(ms);
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(tokens.Output, ms),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = model,
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

    private static long? TimeOf(ProtoMessage message, int[] fields)
    {
        foreach (int field in fields)
        {
            if (TimeOf(message.Message(field)) is { } ms)
                return ms;
        }

        return null;
    }

    /// <summary>Seconds and nanoseconds; null if they are missing or no time.</summary>
    private static long? TimeOf(ProtoMessage time)
    {
        const long MostSeconds = 100_000_000_000;
        return time.Number(1) is > 0 and < MostSeconds and var seconds
            ? (seconds * 1000) + (Math.Clamp(time.Number(2) ?? 0, 0, 999_999_999) / 1_000_000)
            : null;
    }

    /// <summary>What a step tells of its call.</summary>
    private readonly record struct Step(long? Ms, string? Model);
}
