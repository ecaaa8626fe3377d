using System.Management.Automation;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>A cmdlet that adds up costs by groups. At its end it warns of what has no price.</summary>
public abstract class CostCmdlet : FilterCmdlet
{
    private readonly UnpricedModels unpriced = new();

    private protected CostCmdlet() { }

    /// <summary>What to group by.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public CostGrouping[]? By { get; set; }

    /// <summary>Which costs are used: the calculated or the reported ones.</summary>
    [Parameter]
    public CostSource CostSource { get; set; }

    private protected void Unpriced(UnpricedUsage usage) => unpriced.Add(usage);

    private protected override void Finish()
    {
        if (unpriced.WarningOf(CostSource) is { } warning)
            WriteWarning(warning);
    }
}
