using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Budgets;

namespace Rimuru.Commands;

/// <summary>Removes budgets of the ledger.</summary>
[Cmdlet(VerbsCommon.Remove, "RimuruBudget", SupportsShouldProcess = true)]
[OutputType(typeof(Budget))]
public sealed class RemoveRimuruBudgetCommand : LedgerCmdlet
{
    /// <summary>The budgets.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BudgetCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Return the removed budgets.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() =>
        Passing(
            Name,
            name =>
            {
                foreach (Budget budget in BudgetService.Named(Engine.Budgets.All(), name))
                {
                    if (!ShouldProcess(budget.ToString(), "Remove the budget"))
                        continue;
                    Engine.Budgets.Remove(budget, StopToken);
                    if (PassThru)
                        WriteObject(budget);
                }
            }
        );
}
