using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>The thread that a rollout belongs to: the first <c>session_meta</c> names it, later ones are copied ancestors; without one the file's name does.</summary>
internal sealed class CodexThread
{
    private bool isNamed;

    public CodexThread(string path) => Session = new SessionRow(new SessionRef(CodexIdentity.Agent, IdOf(path)));

    public SessionRow Session { get; private set; }

    public string? Provider { get; private set; }

    public long CreatedMs { get; private set; }

    public CodexMarks Marks { get; set; }

    public byte Source { get; private set; } = CodexSource.Rollout;

    /// <summary>Turns of the thread's own life.</summary>
    public long Turns { get; set; }

    public bool HasParent => Session.ParentSessionId is not null;

    public void Take(CodexMeta meta, long ms)
    {
        if (isNamed) return;
        isNamed = true;
        if (meta.Id is { } id && id != Session.Session.SessionId) Session = Renamed(id);
        CreatedMs = meta.CreatedMs ?? ms;
        Session.FirstMs = Session.FirstMs is { } first ? Math.Min(first, CreatedMs) : CreatedMs;
        if (meta.ForkedFrom is not null) Marks |= CodexMarks.IsFork;
        Session.ParentSessionId = meta.ForkedFrom ?? meta.StartedBy;
        Session.SubAgent = meta.SubAgent;
        Session.WorkingDirectory ??= meta.WorkingDirectory;
        Session.Branch = meta.Branch;
        Session.AgentVersion = meta.Version;
        Provider = SellerOf(meta.Provider);
    }

    /// <summary>The thread that a saved <c>codex exec --json</c> log names.</summary>
    public void StartExec(string? id)
    {
        if (Source == CodexSource.Rollout) Source = CodexSource.Exec;
        if (id is not null && !isNamed) Session = Renamed(id);
        isNamed = true;
    }

    /// <summary>A turn of a saved log; the first one tells the log from others of its thread.</summary>
    public void TakeTurn(CodexUsage total)
    {
        if (Source <= CodexSource.Exec) Source = CodexSource.OfLog(total);
        Turns++;
    }

    public Lineage LineageOf(int start, List<CodexHistoryRow> rows)
    {
        byte[] content = new byte[rows.Count * CodexHistoryRow.Size];
        for (int i = 0; i < rows.Count; i++) rows[i].Write(content.AsSpan(i * CodexHistoryRow.Size));
        return new Lineage
        {
            Agent = CodexIdentity.Agent,
            Thread = Session.Session.Key,
            Source = Source,
            Parent = Session.ParentSessionId is { } parent ? new SessionRef(CodexIdentity.Agent, parent).Key : null,
            CreatedMs = CreatedMs,
            Marks = (int)Marks,
            Start = start * CodexHistoryRow.Size,
            Content = content,
        };
    }

    public void Save(StateWriter state) => state
        .Add(Session.Session.SessionId).Add(isNamed).Add(CreatedMs).Add((long)Marks).Add(Source).Add(Provider)
        .Add(Session.ParentSessionId).Add(Session.SubAgent).Add(Session.WorkingDirectory).Add(Session.Branch).Add(Session.AgentVersion)
        .Add((long)Session.End).Add(Turns);

    public void Restore(StateReader state)
    {
        Session = new SessionRow(new SessionRef(CodexIdentity.Agent, state.Text()!));
        isNamed = state.Flag();
        CreatedMs = state.Number();
        Marks = (CodexMarks)state.Number();
        Source = (byte)state.Number();
        Provider = state.Text();
        Session.ParentSessionId = state.Text();
        Session.SubAgent = state.Text();
        Session.WorkingDirectory = state.Text();
        Session.Branch = state.Text();
        Session.AgentVersion = state.Text();
        Session.End = (SessionEnd)state.Number();
        Turns = state.Number();
    }

    /// <summary>Codex's own names of providers. Any other is a name from the user's configuration for an endpoint, and says nothing of who sold the request.</summary>
    private static string? SellerOf(string? provider) => provider switch
    {
        "oss" => "ollama",
        "openai" or "azure" or "amazon-bedrock" or "ollama" or "lmstudio" => provider,
        _ => null,
    };

    private SessionRow Renamed(string id)
    {
        SessionRow renamed = new(new SessionRef(CodexIdentity.Agent, id)) { WorkingDirectory = Session.WorkingDirectory, End = Session.End };
        if (Session.FirstMs is { } first) renamed.Seen(first);
        if (Session.LastMs is { } last) renamed.Seen(last);
        return renamed;
    }

    /// <summary><c>rollout-2026-11-22T07-52-05-&lt;id&gt;</c>, else the whole name.</summary>
    private static string IdOf(string path)
    {
        string stem = Path.GetFileNameWithoutExtension(path);
        const string Prefix = "rollout-";
        const int TimeLength = 20; // 2026-11-22T07-52-05-
        return stem.StartsWith(Prefix, StringComparison.Ordinal) && stem.Length > Prefix.Length + TimeLength && stem[Prefix.Length + 10] == 'T'
            ? stem[(Prefix.Length + TimeLength)..]
            : stem;
    }
}
