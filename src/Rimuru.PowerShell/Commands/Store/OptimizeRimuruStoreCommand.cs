using System.Globalization;
using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Removes records older than a time, and gives free space back to the disk; or removes the retention limit.</summary>
[Cmdlet(
    VerbsCommon.Optimize,
    "RimuruStore",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = "Remove"
)]
[OutputType(typeof(StoreOptimization), typeof(StoreInfo))]
public sealed class OptimizeRimuruStoreCommand : LedgerCmdlet
{
    /// <summary>Remove what is older than this.</summary>
    [Parameter(Position = 0, ParameterSetName = "Remove")]
    [ValidateNotNullOrEmpty]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? OlderThan { get; set; }

    /// <summary>Remove without asking.</summary>
    [Parameter(ParameterSetName = "Remove")]
    public SwitchParameter Force { get; set; }

    /// <summary>Remove the retention limit: removed records come back if logs still have them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Reset")]
    public SwitchParameter Reset { get; set; }

    private protected override void Process()
    {
        if (Reset)
        {
            if (!MayProceed(Engine.Ledger.Name, "Remove the retention limit, and read every log again", isDue: false))
                return;
            Engine.Store.Reset(StopToken);
            WriteObject(Engine.Store.Describe(StopToken));
            return;
        }

        DateTimeOffset? before = OlderThan is null
            ? Engine.Store.RetentionTime
            : TimeExpression.Parse(OlderThan, "-OlderThan", Engine.Time.GetUtcNow(), Zone);
        if (NeedsConfirmation(!Force))
        {
            StoreOptimization preview = IsWhatIf
                ? Engine.Store.Optimize(before, isPreview: true, StopToken)
                : Engine.Store.CountOlder(before, StopToken);
            bool isLoss = preview.RecordsRemoved + preview.SessionsRemoved > 0;
            if (!MayProceed(Engine.Ledger.Name, isLoss ? Loss(preview) : "Give free space back", isLoss))
            {
                if (IsWhatIf)
                    WriteObject(preview);
                return;
            }
        }

        WriteObject(Engine.Store.Optimize(before, isPreview: false, StopToken));
    }

    private string Loss(StoreOptimization preview)
    {
        string span = preview.FirstRemoved is null ? "" : $", from {Shown(preview.FirstRemoved)} to {Shown(preview.LastRemoved)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Remove {preview.RecordsRemoved} records and {preview.SessionsRemoved} sessions{span}, for good, and give free space back"
        );

        string Shown(DateTimeOffset? time) =>
            CellText.Of(ColumnKind.Time, time is { } known ? TimeZoneInfo.ConvertTime(known, Zone) : null);
    }
}
