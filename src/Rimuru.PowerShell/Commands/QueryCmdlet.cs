using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>A cmdlet that queries the ledger, and updates it once before that.</summary>
public abstract class QueryCmdlet : LedgerCmdlet
{
    private protected QueryCmdlet() { }

    /// <summary>Query the ledger as it is, without reading logs first.</summary>
    [Parameter]
    public SwitchParameter NoSync { get; set; }

    /// <summary>True if there is nothing to query: no agent has data and there is no ledger.</summary>
    private protected bool HasNothingToQuery { get; private set; }

    private protected override void Begin()
    {
        if (WarnOfEmptyHome())
        {
            HasNothingToQuery = true;
        }
        else if (!NoSync)
        {
            if (!Refresh())
                WriteVerbose($"{Engine.Ledger.Name}: this login may only read, so the logs of this machine were not read.");
        }
        else if (!Engine.Ledger.Exists)
        {
            WriteWarning(
                $"There is no ledger at {Engine.Ledger.Name} yet. Run the command without -NoSync, or Sync-RimuruSession, to read the "
                    + "agents' logs."
            );
            HasNothingToQuery = true;
        }
    }
}
