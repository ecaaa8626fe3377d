using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Puts a backup in the place of the ledger.</summary>
[Cmdlet(VerbsData.Restore, "RimuruStore", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(StoreInfo))]
public sealed class RestoreRimuruStoreCommand : LedgerCmdlet
{
    /// <summary>The file of the backup.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replace a ledger that has something in it, without a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Give the store.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        string file = PathArguments.Resolve(Path, SessionState.Path, nameof(Path))!;

        // The checks come first: what is asked, or said with -WhatIf, is what will be done. Where nothing is, the restore makes them.
        if (IsTold(!Force) && !ShouldProcess(Engine.Ledger.Name, Engine.Store.PreviewRestore(file, StopToken).ToString()))
            return;
        Engine.Store.Restore(file, isForced: true, StopToken);
        if (PassThru)
            WriteObject(Engine.Store.Describe(StopToken));
    }
}
