using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Reads what is new in the agents' logs into the ledger, and returns what was read.</summary>
[Cmdlet(VerbsData.Sync, "RimuruSession", SupportsShouldProcess = true)]
[OutputType(typeof(SyncResult))]
public sealed class SyncRimuruSessionCommand : AgentsCmdlet
{
    private protected override void Run(string[] agents)
    {
        if (WarnOfEmptyHome())
            return;
        if (!ShouldProcess(Engine.Ledger.Name, "Read what is new in the agents' logs"))
            return;
        foreach (SyncResult result in Sync(agents))
            WriteObject(result);
        DeliverHooks();
    }
}
