using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Tests whether the ledger's store can be reached and is consistent.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RimuruStore")]
[OutputType(typeof(StoreCheck))]
public sealed class TestRimuruStoreCommand : LedgerCmdlet
{
    private protected override void Process()
    {
        foreach (StoreCheck check in Engine.Store.Check(StopToken))
            WriteObject(check);
    }
}
