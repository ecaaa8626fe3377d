using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>The parameters that select a part of the ledger, typed or bound from the objects of a pipeline.</summary>
public abstract class SelectingCmdlet : QueryCmdlet
{
    private static readonly string[] Selecting =
    [
        .. Groupings.All.Where(grouping => grouping.IsFilter).Select(grouping => grouping.Property),
        "Name",
        "Id",
        "Session",
        nameof(CostRecord.PeriodStart),
        nameof(CostRecord.PeriodEnd),
    ];

    private readonly HashSet<string> typed = new(StringComparer.OrdinalIgnoreCase);

    private protected SelectingCmdlet() { }

    /// <summary>Only these agents.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public virtual string[]? Agent { get; set; }

    /// <summary>Only these models.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Model { get; set; }

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

    /// <summary>An object whose properties select, such as a cost record or a session; or a text.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

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

    /// <summary>The object, from the pipeline or typed; null if there is none.</summary>
    private protected PipedObject? Input => InputObject is null ? null : new PipedObject(InputObject);

    /// <summary>True if a text is the id of a session, and not the name of an agent.</summary>
    private protected virtual bool IsSession(string text) => false;

    /// <summary>The names that the parameters have now, by what was typed and by the object.</summary>
    private protected ReportFilter Selected()
    {
        string? text = Input?.Text;
        bool isSession = text is not null && IsSession(text);
        return new ReportFilter
        {
            Agent = NamesFrom(text is null || isSession ? null : text, Agent, nameof(Agent), "Name"),
            Model = NamesFrom(null, Model, nameof(Model)),
            Project = NamesFrom(null, Project, nameof(Project)),
            Machine = NamesFrom(null, Machine, nameof(Machine)),
            User = NamesFrom(null, User, nameof(User)),
            SessionId = NamesFrom(isSession ? text : null, SessionId, nameof(SessionId), "Id", "Session"),
        };
    }

    /// <summary>True if the object has a property that selects, empty or not.</summary>
    private protected bool CanSelect => Input is { } input && (input.Text is not null || Selecting.Any(input.Has));

    /// <summary>True if the object names something. Nothing, and an object of empty properties, do not.</summary>
    private protected bool SelectsSomething =>
        Input is { } input && (!string.IsNullOrWhiteSpace(input.Text) || input.NamesIn(Selecting).Length > 0);

    private string[] NamesFrom(string? text, string[]? bound, params string[] properties)
    {
        if (IsTyped(properties[0]))
            return Names(bound);
        if (!string.IsNullOrWhiteSpace(text))
            return [text];

        // PowerShell binds the properties of what is piped, not of what is typed.
        return IsTyped(nameof(InputObject)) ? Input!.NamesIn(properties) : Names(bound);
    }

    /// <summary>Notes what was typed, before the pipeline binds more.</summary>
    private protected void NoteTyped() => typed.UnionWith(MyInvocation.BoundParameters.Keys);

    private protected bool IsTyped(string parameter) => typed.Contains(parameter);
}
