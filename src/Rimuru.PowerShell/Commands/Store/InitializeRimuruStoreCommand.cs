using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Makes the ledger where there is none, and brings it to this version.</summary>
[Cmdlet(VerbsData.Initialize, "RimuruStore", SupportsShouldProcess = true)]
[OutputType(typeof(StoreInfo))]
public sealed class InitializeRimuruStoreCommand : LedgerCmdlet
{
    /// <summary>Give the store.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        StoreInfo store = Engine.Store.Describe(StopToken);
        if (store.Version != store.LatestVersion)
        {
            string action = store.Exists ? $"Bring the ledger from version {store.Version} to {store.LatestVersion}" : "Make the ledger";
            if (!ShouldProcess(store.Name, action))
                return;
            Engine.Store.Initialize(StopToken);
        }

        if (PassThru)
            WriteObject(Engine.Store.Describe(StopToken));
    }
}
