using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>
/// A cmdlet that queries a part of the ledger. Pipeline objects that name a session stand for that session; they are answered together at
/// the end, in one pass. Any other pipeline object is answered separately.
/// </summary>
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
    public string[]? SessionId { get; set; }

    /// <summary>
    /// A cost record, to query what it is the sum of, if the parameters can express that. Its properties are bound as parameters.
    /// </summary>
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
        if (InputObject is not null && CostRecordGroup.FindUnfilterable(InputObject) is { } group)
        {
            Report(
                new RimuruException(
                    ErrorCodes.InvalidArgument,
                    $"The cost record is that of a {group}, by which {MyInvocation.MyCommand.Name} cannot filter. "
                        + "Group by what its parameters can select, or use -Since and -Until.",
                    group
                ),
                InputObject
            );
            return;
        }

        string[] agents = Names(Agent),
            models = Names(Models),
            projects = Names(Project),
            machines = Names(Machine),
            users = Names(User),
            sessions = Names(SessionId);
        if (sessions.Length > 0 && !IsTyped(nameof(SessionId)))
        {
            pipedSessions.UnionWith(sessions);
            typedFilter ??= window with
            {
                Agent = IsTyped(nameof(Agent)) ? KnownAgents(agents) : [],
                Model = IsTyped("Model") ? models : [],
                Project = IsTyped(nameof(Project)) ? projects : [],
                Machine = IsTyped(nameof(Machine)) ? machines : [],
                User = IsTyped(nameof(User)) ? users : [],
            };
        }
        else if (answered.Add(string.Join('\n', [.. agents, "", .. models, "", .. projects, "", .. machines, "", .. users])))
        {
            TryAnswer(
                window with
                {
                    Agent = KnownAgents(agents),
                    Model = models,
                    Project = projects,
                    Machine = machines,
                    User = users,
                },
                agents.Length > 0,
                sessions
            );
        }
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

    private static string[] Names(string[]? names) => names is null ? [] : [.. names.Where(name => !string.IsNullOrEmpty(name))];
}
