using System.IO.Enumeration;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>
/// The part of the ledger that a report covers. Names are case-insensitive and may have the wildcards <c>*</c> and <c>?</c>; an empty list
/// matches everything.
/// </summary>
internal sealed record ReportFilter
{
    private readonly SessionNames sessions = new([]);

    public IReadOnlyList<string> Agent { get; init; } = [];

    public IReadOnlyList<string> Model { get; init; } = [];

    public IReadOnlyList<string> Project { get; init; } = [];

    public IReadOnlyList<string> Branch { get; init; } = [];

    public IReadOnlyList<string> Provider { get; init; } = [];

    public IReadOnlyList<string> Machine { get; init; } = [];

    public IReadOnlyList<string> User { get; init; } = [];

    public IReadOnlyList<string> SessionId
    {
        get => sessions.Names;
        init => sessions = new SessionNames(value);
    }

    /// <summary>The ids of the wanted sessions, for a look-up in the store; null if all sessions must be scanned.</summary>
    public IReadOnlyList<string>? SessionIds => sessions.Ids;

    /// <summary>A superset of the sessions that <see cref="Matches(StoredSession)"/> accepts.</summary>
    public SessionScope Scope =>
        new()
        {
            FromMs = Since is null ? null : SinceMs,
            ToMs = Until is null ? null : UntilMs,
            Ids = SessionIds,
        };

    /// <summary>Start of the range (inclusive).</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>End of the range (exclusive).</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A text that is the same for filters with the same names and range, sessions left out.</summary>
    public string Key =>
        string.Join(
            '\n',
            [
                .. Agent,
                "",
                .. Model,
                "",
                .. Project,
                "",
                .. Branch,
                "",
                .. Provider,
                "",
                .. Machine,
                "",
                .. User,
                "",
                $"{Since?.UtcTicks}",
                $"{Until?.UtcTicks}",
            ]
        );

    /// <summary>The last moment of the range that is not in the future.</summary>
    public DateTimeOffset LastTime(DateTimeOffset now) =>
        Until is { UtcTicks: > 0 } until && until <= now ? new DateTimeOffset(until.UtcTicks - 1, TimeSpan.Zero) : now;

    /// <summary>True if the range holds no time.</summary>
    public bool IsOfNoTime => Since >= Until;

    /// <summary>The filter within the range of another, too.</summary>
    public ReportFilter Within(ReportFilter other) =>
        this with
        {
            Since = Since is null || other.Since > Since ? other.Since : Since,
            Until = Until is null || other.Until < Until ? other.Until : Until,
        };

    /// <summary>True if all names of one kind are missing here that the other filter has: then more would match.</summary>
    public bool IsWiderThan(ReportFilter other) =>
        (Agent.Count == 0 && other.Agent.Count > 0)
        || (Model.Count == 0 && other.Model.Count > 0)
        || (Project.Count == 0 && other.Project.Count > 0)
        || (Branch.Count == 0 && other.Branch.Count > 0)
        || (Provider.Count == 0 && other.Provider.Count > 0)
        || (Machine.Count == 0 && other.Machine.Count > 0)
        || (User.Count == 0 && other.User.Count > 0)
        || (SessionId.Count == 0 && other.SessionId.Count > 0);

    /// <summary>The start of the span of the same length before one; null if it would lie before the calendar begins.</summary>
    public static DateTimeOffset? StartBefore(DateTimeOffset since, DateTimeOffset until) =>
        since.UtcTicks >= (until - since).Ticks ? since.ToUniversalTime() - (until - since) : null;

    public bool HasWindow => Since is not null || Until is not null;

    public long SinceMs => Since is { } since ? CeilingMs(since) : long.MinValue;

    public long UntilMs => Until is { } until ? CeilingMs(until) : long.MaxValue;

    /// <summary>True if the filter uses only agents, models and providers.</summary>
    public bool NamesOnlyModels => Project.Count == 0 && Branch.Count == 0 && Machine.Count == 0 && User.Count == 0;

    /// <summary>True if every dimension matches.</summary>
    public bool NamesNothing => Agent.Count == 0 && Model.Count == 0 && Provider.Count == 0 && NamesOnlyModels;

    /// <summary>True if a dimension matches; session and time are not checked.</summary>
    public bool Matches(Dimension dimension) =>
        Matches(Agent, dimension.Agent)
        && Matches(Model, dimension.Model)
        && Matches(Project, dimension.Project)
        && Matches(Branch, dimension.Branch)
        && Matches(Provider, dimension.Provider)
        && Matches(Machine, dimension.Machine)
        && Matches(User, dimension.User);

    /// <summary>True if a session matches: it was active in the range. Its models are not checked.</summary>
    public bool Matches(StoredSession session) =>
        Matches(session.Agent, session.Machine, session.User, session.FirstMs, session.LastMs)
        && MatchesSession(session.SessionId)
        && Matches(Project, session.Project);

    /// <summary>True if the key of a session tells whether the session matches.</summary>
    public bool NeedsOnlyKeys => Project.Count == 0 && Model.Count == 0 && SessionId.Count == 0;

    /// <summary>As <see cref="Matches(StoredSession)"/>, if it <see cref="NeedsOnlyKeys"/>.</summary>
    public bool Matches(SessionKey session) => Matches(session.Agent, session.Machine, session.User, session.FirstMs, session.LastMs);

    private bool Matches(string agent, string? machine, string? user, long? firstMs, long? lastMs) =>
        Matches(Agent, agent)
        && Matches(Machine, machine)
        && Matches(User, user)
        && (Since is null || lastMs >= SinceMs)
        && (Until is null || firstMs < UntilMs);

    public bool MatchesSession(string sessionId) => sessions.Match(sessionId);

    /// <summary>True if a name has wildcards.</summary>
    public static bool IsPattern(string name) => name.AsSpan().ContainsAny('*', '?');

    public static bool Matches(IReadOnlyList<string> patterns, string? name)
    {
        if (patterns.Count == 0)
            return true;
        foreach (string pattern in patterns)
        {
            // A backslash is a part of names, such as those of models on Windows; in these expressions it would escape what follows it.
            if (
                FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", @"\\", StringComparison.Ordinal), name ?? "", ignoreCase: true)
            )
                return true;
        }

        return false;
    }

    /// <summary>The filter without the names of a grouping.</summary>
    public ReportFilter Without(CostGrouping grouping) =>
        grouping switch
        {
            CostGrouping.Agent => this with { Agent = [] },
            CostGrouping.Model => this with { Model = [] },
            CostGrouping.Project => this with { Project = [] },
            CostGrouping.Branch => this with { Branch = [] },
            CostGrouping.Provider => this with { Provider = [] },
            CostGrouping.Machine => this with { Machine = [] },
            CostGrouping.User => this with { User = [] },
            CostGrouping.Session => this with { SessionId = [] },
            _ => this,
        };

    /// <summary>The filter in which the first characters of a session's id are enough, however many sessions they select.</summary>
    public ReportFilter ByStartOfSession() =>
        SessionId.Count == 0 ? this : this with { SessionId = [.. SessionId.Select(id => IsPattern(id) ? id : id + "*")] };

    /// <summary>Throws E9001 if the range is empty, E2002 if an agent does not exist. The parameter names are for the messages.</summary>
    public ReportFilter Check(string since, string until, IReadOnlyList<string> agents)
    {
        if (Since is { } from && Until is { } to && from >= to)
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"{since} {from:O} is not before {until} {to:O}: the range includes its start and excludes its end.",
                since
            );
        foreach (string name in Agent)
        {
            if (IsPattern(name) || agents.Contains(name, StringComparer.OrdinalIgnoreCase))
                continue;
            throw new RimuruException(
                ErrorCodes.AgentUnknown,
                $"There is no agent '{name}'.{Spelling.Hint(name, agents)} Known agents: {string.Join(", ", agents)}.",
                name
            );
        }

        return this;
    }

    /// <summary>Rounds up to milliseconds, the resolution of records.</summary>
    private static long CeilingMs(DateTimeOffset time)
    {
        long ms = time.ToUnixTimeMilliseconds();
        return time.UtcTicks % TimeSpan.TicksPerMillisecond > 0 ? ms + 1 : ms;
    }
}
