using System.Management.Automation;
using Rimuru.Core.Exports;

namespace Rimuru.Commands;

/// <summary>Writes tokens and cost to a file: CSV, JSON, XML, Markdown, a report with charts, or the layout of FOCUS.</summary>
[Cmdlet(VerbsData.Export, "RimuruCost", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(void))]
public sealed class ExportRimuruCostCommand : ExportCmdlet
{
    /// <summary>What to group by.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public CostGrouping[]? By { get; set; }

    /// <summary>Only this many groups, those with the highest cost.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    private protected override string What => "costs";

    private protected override void Export(ExportRequest request, IExporter format, ExportFile target)
    {
        request = request with { By = By is null ? null : [.. By.Distinct()], Count = Top };
        Unpriced(Engine.Exports.Costs(request, format, target, StopToken));
    }
}
