using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Tests whether the ledger's store can be reached and is consistent.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RimuruStore")]
[OutputType(typeof(StoreCheck), typeof(bool))]
public sealed class TestRimuruStoreCommand : LedgerCmdlet
{
    /// <summary>Return only true or false: whether no check failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        if (Quiet)
        {
            WriteObject(QuietAnswer.Of(() => Engine.Store.Check(StopToken).All(check => check.Passed)));
            return;
        }

        foreach (StoreCheck check in Engine.Store.Check(StopToken))
            WriteObject(check);
    }
}
