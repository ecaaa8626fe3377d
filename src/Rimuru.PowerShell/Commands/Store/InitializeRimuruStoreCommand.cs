using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Creates the ledger if there is none, and migrates it to this version.</summary>
[Cmdlet(VerbsData.Initialize, "RimuruStore", SupportsShouldProcess = true)]
[OutputType(typeof(StoreInfo))]
public sealed class InitializeRimuruStoreCommand : LedgerCmdlet
{
    /// <summary>Return the store.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        StoreInfo store = Engine.Store.Describe(StopToken);
        if (store.Version != store.LatestVersion)
        {
            string action = store.Exists
                ? $"Migrate the ledger from version {store.Version} to {store.LatestVersion}"
                : "Create the ledger";
            if (!ShouldProcess(store.Name, action))
                return;
            Engine.Note = null; // the user asks for it to be made
            Engine.Store.Initialize(StopToken);
        }

        if (PassThru)
            WriteObject(Engine.Store.Describe(StopToken));
    }
}
