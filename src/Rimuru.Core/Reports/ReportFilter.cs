using System.IO.Enumeration;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>Which part of the ledger a report is about. Names take the wildcards <c>*</c> and <c>?</c>, in any case; no name at all means every one.</summary>
internal sealed record ReportFilter
{
    private readonly SessionNames sessions = new([]);

    public IReadOnlyList<string> Agent { get; init; } = [];

    public IReadOnlyList<string> Model { get; init; } = [];

    public IReadOnlyList<string> Project { get; init; } = [];

    public IReadOnlyList<string> Machine { get; init; } = [];

    public IReadOnlyList<string> User { get; init; } = [];

    public IReadOnlyList<string> SessionId { get => sessions.Names; init => sessions = new SessionNames(value); }

    /// <summary>The ids of the only sessions that are wanted, for a store to look them up; null where it must give all.</summary>
    public IReadOnlyList<string>? SessionIds => sessions.Ids;

    /// <summary>The sessions that <see cref="Matches(StoredSession)"/> may want.</summary>
    public SessionScope Scope => new() { FromMs = Since is null ? null : SinceMs, ToMs = Until is null ? null : UntilMs, Ids = SessionIds };

    /// <summary>First instant of the window.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>First instant behind the window.</summary>
    public DateTimeOffset? Until { get; init; }

    public bool HasWindow => Since is not null || Until is not null;

    public long SinceMs => Since is { } since ? CeilingMs(since) : long.MinValue;

    public long UntilMs => Until is { } until ? CeilingMs(until) : long.MaxValue;

    /// <summary>True where only agents and models are told apart.</summary>
    public bool NamesOnlyModels => Project.Count == 0 && Machine.Count == 0 && User.Count == 0;

    /// <summary>Whether requests of these names are wanted; sessions and the window are not looked at.</summary>
    public bool Matches(Dimension dimension) =>
        Matches(Agent, dimension.Agent) && Matches(Model, dimension.Model) && Matches(Project, dimension.Project) && Matches(Machine, dimension.Machine) && Matches(User, dimension.User);

    /// <summary>Whether a session is wanted; its models are not looked at. A session at work in the window is in it.</summary>
    public bool Matches(StoredSession session) =>
        Matches(Agent, session.Agent)
        && MatchesSession(session.SessionId)
        && Matches(Project, session.Project)
        && Matches(Machine, session.Machine)
        && Matches(User, session.User)
        && (Since is null || session.LastMs >= SinceMs)
        && (Until is null || session.FirstMs < UntilMs);

    public bool MatchesSession(string sessionId) => sessions.Match(sessionId);

    /// <summary>True where a name has wildcards.</summary>
    public static bool IsPattern(string name) => name.AsSpan().ContainsAny('*', '?');

    public static bool Matches(IReadOnlyList<string> patterns, string? name)
    {
        if (patterns.Count == 0) return true;
        foreach (string pattern in patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name ?? "", ignoreCase: true)) return true;
        }

        return false;
    }

    /// <summary>E9001 where the window is empty by itself, E2002 where an agent is named that does not exist; the names are those the user knows the parameters by.</summary>
    public ReportFilter Check(string since, string until, IReadOnlyList<string> agents)
    {
        if (Since is { } from && Until is { } to && from >= to)
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{since} {from:O} is not before {until} {to:O}: a window is half open, {since} <= t < {until}.", since);
        foreach (string name in Agent)
        {
            if (IsPattern(name) || agents.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            string hint = Spelling.Nearest(name, agents) is { } near ? $" Did you mean {near}?" : "";
            throw new RimuruException(ErrorCodes.AgentUnknown, $"There is no agent '{name}'.{hint} Known are {string.Join(", ", agents)}.", name);
        }

        return this;
    }

    /// <summary>Records have whole milliseconds, an instant may lie between two.</summary>
    private static long CeilingMs(DateTimeOffset time)
    {
        long ms = time.ToUnixTimeMilliseconds();
        return time.UtcTicks % TimeSpan.TicksPerMillisecond > 0 ? ms + 1 : ms;
    }
}
