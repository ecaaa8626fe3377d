using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Tells where the ledger is, what keeps it, and what is in it.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruStore")]
[OutputType(typeof(StoreInfo))]
public sealed class GetRimuruStoreCommand : LedgerCmdlet
{
    private protected override void Process() => WriteObject(Engine.Store.Describe(StopToken));
}
