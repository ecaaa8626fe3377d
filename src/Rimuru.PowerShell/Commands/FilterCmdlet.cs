using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>A cmdlet that queries a part of the ledger. Piped sessions are answered together at the end, in one pass.</summary>
public abstract class FilterCmdlet : QueryCmdlet
{
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private readonly HashSet<string> typed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> pipedSessions = new(StringComparer.OrdinalIgnoreCase);
    private ReportFilter window = new();
    private ReportFilter? typedFilter;

    private protected FilterCmdlet() { }

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

    /// <summary>Only these machines.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public string[]? Machine { get; set; }

    /// <summary>Only these users.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[]? User { get; set; }

    /// <summary>Only these sessions.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "Session")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public string[]? SessionId { get; set; }

    /// <summary>A cost record, to query what it is the sum of. Its properties are bound as parameters.</summary>
    [Parameter(ValueFromPipeline = true)]
    public CostRecord? InputObject { get; set; }

    /// <summary>Start of the range (inclusive).</summary>
    [Parameter]
    [Alias("After")]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? Since { get; set; }

    /// <summary>End of the range (exclusive).</summary>
    [Parameter]
    [Alias("Before")]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? Until { get; set; }

    /// <summary>The models to select, if the cmdlet can filter by model.</summary>
    private protected virtual string[]? Models => null;

    /// <summary>False if the output does not depend on prices.</summary>
    private protected virtual bool HasPrices => true;

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
        if (HasPrices && !HasNothingToQuery)
            NoteStalePrices();
    }

    private protected sealed override void Process()
    {
        if (InputObject is not null && CostRecordGroup.Refuse(InputObject, MyInvocation.MyCommand.Name) is { } refusal)
        {
            Report(refusal, InputObject);
            return;
        }

        string[] sessions = Names(SessionId);
        ReportFilter named = window with
        {
            Agent = Names(Agent),
            Model = Names(Models),
            Project = Names(Project),
            Machine = Names(Machine),
            User = Names(User),
        };
        if (sessions.Length > 0 && !IsTyped(nameof(SessionId)))
        {
            pipedSessions.UnionWith(sessions);
            typedFilter ??= named with
            {
                Agent = IsTyped(nameof(Agent)) ? KnownAgents(named.Agent) : [],
                Model = IsTyped("Model") ? named.Model : [],
                Project = IsTyped(nameof(Project)) ? named.Project : [],
                Machine = IsTyped(nameof(Machine)) ? named.Machine : [],
                User = IsTyped(nameof(User)) ? named.User : [],
            };
        }
        else if (answered.Add(named.NamesKey))
            TryAnswer(named with { Agent = KnownAgents(named.Agent) }, named.Agent.Count > 0, sessions);
    }

    private protected sealed override void End()
    {
        if (typedFilter is not null)
            TryAnswer(typedFilter, IsTyped(nameof(Agent)), pipedSessions);
        Finish();
    }

    private protected abstract void Answer(ReportFilter filter);

    private protected virtual void Finish() { }

    private bool IsTyped(string parameter) => typed.Contains(parameter);

    /// <summary>Answers, unless all names of one kind are unknown: without a name, everything would match.</summary>
    private void TryAnswer(ReportFilter filter, bool isAgentNamed, IReadOnlyCollection<string> sessions)
    {
        if (HasNothingToQuery || (isAgentNamed && filter.Agent.Count == 0))
            return;
        List<string> known = [];
        SessionNaming naming = Engine.Reports.SessionNaming();
        Passing(sessions, session => known.Add(naming.IdOf(session)));
        if (known.Count > 0 || sessions.Count == 0)
            Answer(filter with { SessionId = known });
    }
}
