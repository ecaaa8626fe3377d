using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Writes a consistent copy of the ledger to a file, without blocking writers.</summary>
[Cmdlet(VerbsData.Backup, "RimuruStore", SupportsShouldProcess = true)]
[OutputType(typeof(StoreBackup))]
public sealed class BackupRimuruStoreCommand : LedgerCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replace an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the backup.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        string file = PathArguments.Resolve(Path, SessionState.Path, nameof(Path))!;
        if (!ShouldProcess(file, $"Back up {Engine.Ledger.Name}"))
            return;
        StoreBackup backup = Engine.Store.BackUp(file, Force, StopToken);
        if (PassThru)
            WriteObject(backup);
    }
}
