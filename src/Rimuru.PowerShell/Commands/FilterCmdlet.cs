using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>A command that asks about a part of the ledger. Each object of the pipeline narrows it down; an object that names a session stands for that session.</summary>
public abstract class FilterCmdlet : QueryCmdlet
{
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private readonly HashSet<string> typed = new(StringComparer.OrdinalIgnoreCase);
    private ReportFilter window = new();

    private protected FilterCmdlet()
    {
    }

    /// <summary>Only these agents.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    /// <summary>Only these projects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>Only these sessions.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "Session")]
    [SupportsWildcards]
    public string[]? SessionId { get; set; }

    /// <summary>From this time on.</summary>
    [Parameter]
    [Alias("After")]
    [TimeTransformation]
    public string? Since { get; set; }

    /// <summary>Up to, and without, this time.</summary>
    [Parameter]
    [Alias("Before")]
    [TimeTransformation]
    public string? Until { get; set; }

    /// <summary>The models to keep, where the command can tell them apart.</summary>
    private protected virtual string[]? Models => null;

    /// <summary>The zone of days and of times without an offset.</summary>
    private protected virtual TimeZoneInfo Zone => TimeZoneInfo.Local;

    private protected sealed override void Begin()
    {
        typed.UnionWith(MyInvocation.BoundParameters.Keys);
        DateTimeOffset now = Engine.Time.GetUtcNow();
        window = new ReportFilter
        {
            Since = Since is null ? null : TimeExpression.Parse(Since, "-Since", now, Zone),
            Until = Until is null ? null : TimeExpression.Parse(Until, "-Until", now, Zone),
        }.Check("-Since", "-Until", []);
        base.Begin();
    }

    private protected sealed override void Process()
    {
        if (NextFilter() is not { } filter || IsNothingThere) return;
        Answer(filter);
    }

    private protected abstract void Answer(ReportFilter filter);

    /// <summary>The filter for the object at hand; null where all its names are unknown, or it asks what has been answered.</summary>
    private ReportFilter? NextFilter()
    {
        string[] agents = Names(Agent), sessions = Names(SessionId);
        bool isPipedSession = sessions.Length > 0 && !typed.Contains(nameof(SessionId));
        string[] projects = isPipedSession && !typed.Contains(nameof(Project)) ? [] : Names(Project);
        string[] models = isPipedSession && !typed.Contains("Model") ? [] : Names(Models);
        if (!answered.Add(string.Join('\n', [.. agents, "", .. projects, "", .. models, "", .. sessions]))) return null;

        List<string> knownAgents = KnownAgents(agents);
        List<string> knownSessions = IsNothingThere ? [.. sessions] : Passing(sessions, Engine.CheckSession);
        if (knownAgents.Count == 0 && agents.Length > 0) return null;
        if (knownSessions.Count == 0 && sessions.Length > 0) return null;
        return window with { Agent = knownAgents, Project = projects, Model = models, SessionId = knownSessions };
    }

    private static string[] Names(string[]? names) => names is null ? [] : [.. names.Where(name => !string.IsNullOrEmpty(name))];
}
