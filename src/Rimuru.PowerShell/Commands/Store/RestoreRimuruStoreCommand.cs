using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Replaces the ledger with a backup.</summary>
[Cmdlet(VerbsData.Restore, "RimuruStore", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(StoreInfo))]
public sealed class RestoreRimuruStoreCommand : LedgerCmdlet
{
    /// <summary>The backup file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replace a ledger that is not empty, without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the store.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        string file = PathArguments.Resolve(Path, SessionState.Path, nameof(Path))!;

        // The backup is checked first, so that the question, or the text of -WhatIf, is true. Without either, the restore itself checks it.
        if (NeedsConfirmation(!Force) && !ShouldProcess(Engine.Ledger.Name, Engine.Store.PreviewRestore(file, StopToken).ToString()))
            return;
        Engine.Store.Restore(file, isForced: true, StopToken);
        if (PassThru)
            WriteObject(Engine.Store.Describe(StopToken));
    }
}
