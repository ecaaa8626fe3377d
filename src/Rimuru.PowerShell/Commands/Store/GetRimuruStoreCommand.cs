using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Gets the location of the ledger, its store and its contents.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruStore")]
[OutputType(typeof(StoreInfo))]
public sealed class GetRimuruStoreCommand : LedgerCmdlet
{
    private protected override void Process() => WriteObject(Engine.Store.Describe(StopToken));
}
