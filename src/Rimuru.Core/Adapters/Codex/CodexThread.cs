using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// The thread that a rollout belongs to. The first <c>session_meta</c> names it, later ones are copied ancestors; without one the file's
/// name does.
/// </summary>
internal sealed class CodexThread
{
    private readonly string? page;
    private bool isNamed;
    private string? before;

    public CodexThread(string path)
    {
        (string id, page) = IdOf(path);
        Session = new SessionRow(new SessionRef(CodexIdentity.Agent, id));
        if (page is not null)
            Marks = CodexMarks.IsPage;
    }

    public SessionRow Session { get; private set; }

    public string? Provider { get; private set; }

    public long CreatedMs { get; private set; }

    public CodexMarks Marks { get; set; }

    public byte Source { get; private set; } = CodexSource.Rollout;

    /// <summary>The number of turns of the thread's own life.</summary>
    public long Turns { get; set; }

    public bool HasParent => Session.ParentSessionId is not null;

    /// <summary>True if the file is a later page of its thread.</summary>
    public bool IsPage => (Marks & CodexMarks.IsPage) != 0;

    /// <summary>True if the file continues what another file counted.</summary>
    public bool ContinuesAnother => HasParent || IsPage;

    /// <summary>True if a response before the file's first turn may use the model of the previous file.</summary>
    public bool InheritsModel => IsPage || (Marks & CodexMarks.IsFork) != 0;

    /// <summary>
    /// The id of the file's history in the ledger. A page has its own history and continues the page before, as a fork continues its
    /// parent.
    /// </summary>
    private SessionRef History =>
        IsPage ? new SessionRef(CodexIdentity.Agent, page ?? $"{Session.Session.SessionId}_{CreatedMs}") : Session.Session;

    /// <summary>The previous file: a fork of a thread in pages continues one of them.</summary>
    private string? Before => before ?? (IsPage ? Session.Session.SessionId : Session.ParentSessionId);

    /// <summary>Takes a <c>session_meta</c>; true if it is the thread's own, not a copied one.</summary>
    public bool Take(CodexMeta meta, long ms)
    {
        if (isNamed)
            return false;
        isNamed = true;
        if (meta.Id is { } id && id != Session.Session.SessionId)
            Session = Renamed(id);
        CreatedMs = meta.CreatedMs ?? ms;
        Session.FirstMs = Session.FirstMs is { } first ? Math.Min(first, CreatedMs) : CreatedMs;
        before = meta.Predecessor;
        if (before is not null)
            Marks |= CodexMarks.HasBase;
        if (meta.Predecessor is not null && (meta.ForkedFrom is null || meta.Predecessor == Session.Session.SessionId))
            Marks |= CodexMarks.IsPage;
        if (meta.ForkedFrom is not null && !IsPage)
            Marks |= CodexMarks.IsFork;
        Session.ParentSessionId = meta.ForkedFrom ?? meta.StartedBy;
        Session.SubAgent = meta.SubAgent;
        Session.WorkingDirectory ??= meta.WorkingDirectory;
        Session.Branch = meta.Branch;
        Session.AgentVersion = meta.Version;
        Provider = SellerOf(meta.Provider);
        return true;
    }

    /// <summary>Starts the thread that a saved <c>codex exec --json</c> log names.</summary>
    public void StartExec(string? id)
    {
        if (Source == CodexSource.Rollout)
            Source = CodexSource.Exec;
        if (id is not null && !isNamed)
            Session = Renamed(id);
        isNamed = true;
    }

    /// <summary>Takes a turn of a saved log; the first one distinguishes the log from others of its thread.</summary>
    public void TakeTurn(CodexUsage total)
    {
        if (Source <= CodexSource.Exec)
            Source = CodexSource.OfLog(total);
        Turns++;
    }

    /// <summary>
    /// True for a task that began before the thread was created. Its start has a resolution of seconds; within the second of the creation
    /// the turn's id may decide.
    /// </summary>
    public bool IsReplayed(long? second, long? turnMs) =>
        second < CreatedMs / 1000 || (second == CreatedMs / 1000 && turnMs < CreatedMs && turnMs / 1000 == second);

    public Lineage LineageOf(int start, List<CodexHistoryRow> rows)
    {
        byte[] content = new byte[rows.Count * CodexHistoryRow.Size];
        for (int i = 0; i < rows.Count; i++)
            rows[i].Write(content.AsSpan(i * CodexHistoryRow.Size));
        return LineageOf(Source, start * CodexHistoryRow.Size, content);
    }

    public Lineage LineageOf(byte source, int start, byte[] content) =>
        new()
        {
            Agent = CodexIdentity.Agent,
            Thread = History.Key,
            Source = source,
            Parent = Before is { } other ? new SessionRef(CodexIdentity.Agent, other).Key : null,
            CreatedMs = CreatedMs,
            Marks = (int)Marks,
            Start = start,
            Content = content,
        };

    public void Save(StateWriter state) =>
        state
            .Add(Session.Session.SessionId)
            .Add(isNamed)
            .Add(CreatedMs)
            .Add((long)Marks)
            .Add(Source)
            .Add(Provider)
            .Add(Session.ParentSessionId)
            .Add(Session.SubAgent)
            .Add(Session.WorkingDirectory)
            .Add(Session.Branch)
            .Add(Session.AgentVersion)
            .Add((long)Session.End)
            .Add(Turns)
            .Add(before);

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
        before = state.Text();
    }

    /// <summary>
    /// Codex's own names of providers. Any other is a name from the user's configuration for an endpoint, and does not show the provider.
    /// </summary>
    private static string? SellerOf(string? provider) =>
        provider switch
        {
            "oss" => "ollama",
            "openai" or "azure" or "amazon-bedrock" or "ollama" or "lmstudio" => provider,
            _ => null,
        };

    private SessionRow Renamed(string id)
    {
        SessionRow renamed = new(new SessionRef(CodexIdentity.Agent, id))
        {
            WorkingDirectory = Session.WorkingDirectory,
            End = Session.End,
        };
        if (Session.FirstMs is { } first)
            renamed.Seen(first);
        if (Session.LastMs is { } last)
            renamed.Seen(last);
        return renamed;
    }

    /// <summary>
    /// Parses <c>rollout-2026-11-22T07-52-05-&lt;id&gt;</c> or <c>…&lt;id&gt;_&lt;page&gt;</c>; otherwise the whole name is the id.
    /// </summary>
    private static (string Id, string? Page) IdOf(string path)
    {
        string stem = Path.GetFileNameWithoutExtension(path);
        const string Prefix = "rollout-";
        const int TimeLength = 20; // 2026-11-22T07-52-05-
        if (
            !stem.StartsWith(Prefix, StringComparison.Ordinal)
            || stem.Length <= Prefix.Length + TimeLength
            || stem[Prefix.Length + 10] != 'T'
        )
            return (stem, null);
        string id = stem[(Prefix.Length + TimeLength)..];
        int at = id.IndexOf('_', StringComparison.Ordinal);
        return at > 0 && at < id.Length - 1 ? (id[..at], id[(at + 1)..]) : (id, null);
    }
}
