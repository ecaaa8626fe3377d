using System.Management.Automation;
using Rimuru.Completion;

namespace Rimuru.Commands;

/// <summary>A cmdlet that handles all agents named by parameter or pipeline at once; all agents if none is named.</summary>
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

    /// <summary>True if no agent was named.</summary>
    private protected bool IsAll { get; private set; }

    private protected sealed override void Process()
    {
        string[] names = Names(Agent);
        if (names.Length > 0)
            named.UnionWith(KnownAgents(names));
        else
            IsAll |= !IsPiped;
    }

    // If only unknown agents were named, or the pipeline was empty, there is nothing to do.
    private protected sealed override void End()
    {
        if (IsAll)
            Run([]);
        else if (named.Count > 0)
            Run([.. named]);
        else
            RunNone();
    }

    /// <summary>Handles agents; all of them if the list is empty.</summary>
    private protected abstract void Run(string[] agents);

    /// <summary>Handles a pipeline without agents, or of unknown ones only.</summary>
    private protected virtual void RunNone() { }
}
