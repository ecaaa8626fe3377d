using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Budgets;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Removes budgets of the ledger.</summary>
[Cmdlet(VerbsCommon.Remove, "RimuruBudget", SupportsShouldProcess = true, DefaultParameterSetName = Kept)]
[OutputType(typeof(Budget))]
public sealed class RemoveRimuruBudgetCommand : LedgerCmdlet
{
    private const string Kept = "Budget";
    private const string Trust = "Trust";

    /// <summary>The budgets.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = Kept, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BudgetCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The file of a repository that is no longer trusted.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Trust)]
    [ArgumentCompleter(typeof(TrustedFileCompleter))]
    [ValidateNotNullOrEmpty]
    public string TrustPath { get; set; } = "";

    /// <summary>Return the removed budgets.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == Kept)
            Remove();
        else if (ShouldProcess(TrustPath, "No longer trust the budgets of the file"))
            Engine.Budgets.Files.Distrust(PathArguments.Resolve(TrustPath, SessionState.Path, nameof(TrustPath))!);
    }

    private void Remove() =>
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
