using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>A command that asks the ledger, and brings it up to date once before it does.</summary>
public abstract class QueryCmdlet : LedgerCmdlet
{
    private protected QueryCmdlet() { }

    /// <summary>Answer from the ledger as it is, without reading logs first.</summary>
    [Parameter]
    public SwitchParameter NoSync { get; set; }

    /// <summary>True where there is nothing to ask: no agent has data and no ledger exists.</summary>
    private protected bool IsNothingThere { get; private set; }

    private protected override void Begin()
    {
        if (WarnOfNothing())
        {
            IsNothingThere = true;
        }
        else if (!NoSync)
        {
            if (!Refresh())
                WriteVerbose($"{Engine.Ledger.Name}: this login may only read, so the logs of this machine were passed over.");
        }
        else if (!Engine.Ledger.Exists)
        {
            WriteWarning(
                $"There is no ledger at {Engine.Ledger.Name} yet. Run the command without -NoSync, or Sync-RimuruSession, to read the "
                    + "agents' logs."
            );
            IsNothingThere = true;
        }
    }
}
