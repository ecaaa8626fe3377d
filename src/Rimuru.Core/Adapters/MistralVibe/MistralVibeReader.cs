using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MistralVibe;

/// <summary>Reads the counters of a session. A resumed session begins again at zero in the same file.</summary>
internal sealed class MistralVibeReader : FileLogReader
{
    private readonly NameTable names = new();
    private MistralVibeUsage last;
    private long run;

    public MistralVibeReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        run = saved.Number();
        last = new MistralVibeUsage(saved.Tokens(), saved.Number());
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement;
        string id = root.Text("session_id"u8, names) ?? NameTable.Clean(Path.GetFileName(Path.GetDirectoryName(path))) ?? "session";
        string? parent = root.Text("parent_session_id"u8, names);
        long? started = root.Time("start_time"u8),
            ended = root.Time("end_time"u8);
        long ms = ended ?? started ?? sink.FileModifiedMs;
        SessionRow session = new(new SessionRef(MistralVibeIdentity.Agent, id))
        {
            ParentSessionId =
                parent ?? (MistralVibeLocations.ParentOf(path) is { } above ? MistralVibeLocations.SessionIn(above, names) : null),
            SubAgent = MistralVibeLocations.SubAgentOf(path),
            Title = root.Text("title"u8, names),
            WorkingDirectory = root.Get("environment"u8).Text("working_directory"u8, names),
            Branch = root.Text("git_branch"u8, names),
        };
        session.Seen(started ?? ms);
        session.Seen(ms);
        sink.Batch.Sessions.Add(session);
        MistralVibeUsage counter = MistralVibeUsage.Of(root.Get("stats"u8), sink);
        if (!counter.Continues(last))
            run++;
        last = counter;
        bool mayContinue = parent is not null && !(counter.Steps <= MistralVibeLocations.Answers(path));
        sink.Batch.Totals.Add(
            MistralVibeTotals.Of(
                session,
                counter,
                run,
                root.Get("config"u8).Text("active_model"u8, names),
                mayContinue ? parent : null,
                started ?? ms,
                ms
            )
        );
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state.Add(run).Add(last.Tokens).Add(last.Steps).ToArray();
    }
}
