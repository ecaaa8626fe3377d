using System.Management.Automation;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>A cmdlet whose output has costs. At its end it warns of what has no price.</summary>
public abstract class PricedCmdlet : FilterCmdlet
{
    private readonly UnpricedModels unpriced = new();

    private protected PricedCmdlet() { }

    /// <summary>Which costs are used: the calculated or the reported ones.</summary>
    [Parameter]
    public CostSource CostSource { get; set; }

    private protected void Unpriced(UnpricedUsage usage) => unpriced.Add(usage);

    private protected void Unpriced(IEnumerable<UnpricedUsage> usages)
    {
        foreach (UnpricedUsage usage in usages)
            Unpriced(usage);
    }

    private protected override void Finish()
    {
        if (HasPrices && unpriced.WarningOf(CostSource) is { } warning)
            WriteWarning(warning);
    }
}
