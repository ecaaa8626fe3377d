using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Copies a whole ledger into another one, and verifies the copy by its totals.</summary>
[Cmdlet(VerbsCommon.Copy, "RimuruStore", SupportsShouldProcess = true)]
[OutputType(typeof(StoreCopyResult))]
public sealed class CopyRimuruStoreCommand : LedgerCmdlet
{
    /// <summary>The destination: <c>sqlite:PATH</c> or <c>postgres://USER@HOST/DATABASE</c>.</summary>
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
