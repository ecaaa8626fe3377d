using System.Management.Automation;
using Rimuru.Completion;

namespace Rimuru.Commands;

/// <summary>
/// A command that works once with all the agents that are named, by parameter or by pipeline; with every one where none is.
/// </summary>
public abstract class AgentsCmdlet : LedgerCmdlet
{
    private readonly HashSet<string> named = new(StringComparer.OrdinalIgnoreCase);

    private protected AgentsCmdlet() { }

    /// <summary>Only these agents.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    /// <summary>True where no agent was named.</summary>
    private protected bool IsAll { get; private set; }

    private protected sealed override void Process()
    {
        if (Agent is { Length: > 0 })
            named.UnionWith(KnownAgents(Agent));
        else
            IsAll = true;
    }

    // Where only unknown agents were named, or nothing came down the pipeline, there is nothing to do.
    private protected sealed override void End()
    {
        if (IsAll)
            Run([]);
        else if (named.Count > 0)
            Run([.. named]);
    }

    /// <summary>Works with agents; with every one where the list is empty.</summary>
    private protected abstract void Run(string[] agents);
}
