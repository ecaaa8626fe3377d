using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>The parameters that select a part of the ledger, typed or bound from the objects of a pipeline.</summary>
public abstract class SelectingCmdlet : QueryCmdlet
{
    private readonly HashSet<string> typed = new(StringComparer.OrdinalIgnoreCase);

    private protected SelectingCmdlet() { }

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

    /// <summary>True if the object from the pipeline selects something. Nothing, and an object of empty properties, do not.</summary>
    private protected bool NamesSomething =>
        new (string Parameter, string[]? Names)[]
        {
            (nameof(Agent), Agent),
            ("Model", Models),
            (nameof(Project), Project),
            (nameof(Machine), Machine),
            (nameof(User), User),
            (nameof(SessionId), SessionId),
        }.Any(filter => !IsTyped(filter.Parameter) && Names(filter.Names).Length > 0);

    /// <summary>Notes what was typed, before the pipeline binds more.</summary>
    private protected void NoteTyped() => typed.UnionWith(MyInvocation.BoundParameters.Keys);

    private protected bool IsTyped(string parameter) => typed.Contains(parameter);
}
