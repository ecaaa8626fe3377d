using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Puts all of a ledger into another one, and proves by the totals that it arrived.</summary>
[Cmdlet(VerbsCommon.Copy, "RimuruStore", SupportsShouldProcess = true)]
[OutputType(typeof(StoreCopyResult))]
public sealed class CopyRimuruStoreCommand : LedgerCmdlet
{
    /// <summary>The ledger to write: <c>sqlite:PATH</c> or <c>postgres://USER@HOST/DATABASE</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    private protected override void Process()
    {
        string destination = PathArguments.ResolveUrl(Destination, SessionState.Path, nameof(Destination))!;
        if (!ShouldProcess(Core.Config.Redaction.Redact(destination), $"Copy the ledger {Engine.Ledger.Name}"))
            return;
        CopyProgress progress = new(WriteProgress);
        try
        {
            WriteObject(Engine.Store.CopyTo(destination, progress.Show, StopToken));
        }
        finally
        {
            if (!StopToken.IsCancellationRequested)
                progress.Complete();
        }
    }
}
