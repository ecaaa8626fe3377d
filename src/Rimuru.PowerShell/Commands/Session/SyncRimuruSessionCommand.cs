using System.Management.Automation;
using Rimuru.Completion;

namespace Rimuru.Commands;

/// <summary>Reads what is new in the agents' logs into the ledger, and says what was read.</summary>
[Cmdlet(VerbsData.Sync, "RimuruSession", SupportsShouldProcess = true)]
[OutputType(typeof(SyncResult))]
public sealed class SyncRimuruSessionCommand : LedgerCmdlet
{
    private readonly HashSet<string> named = new(StringComparer.OrdinalIgnoreCase);
    private bool isAll;

    /// <summary>Only these agents.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    private protected override void Process()
    {
        if (Agent is { Length: > 0 }) named.UnionWith(KnownAgents(Agent));
        else isAll = true;
    }

    private protected override void End()
    {
        if ((named.Count == 0 && !isAll) || WarnOfNothing()) return;
        if (!ShouldProcess(Engine.LedgerPath, "Read what is new in the agents' logs")) return;
        foreach (SyncResult result in Sync(isAll ? [] : [.. named])) WriteObject(result);
    }
}
