using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>A cmdlet that adds up costs by groups.</summary>
public abstract class CostCmdlet : PricedCmdlet
{
    private protected CostCmdlet() { }

    /// <summary>What to group by.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public CostGrouping[]? By { get; set; }
}
