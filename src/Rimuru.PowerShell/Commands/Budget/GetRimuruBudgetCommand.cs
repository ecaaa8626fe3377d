using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Budgets;

namespace Rimuru.Commands;

/// <summary>Gets the budgets of the ledger.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruBudget")]
[OutputType(typeof(Budget))]
public sealed class GetRimuruBudgetCommand : LedgerCmdlet
{
    /// <summary>Only budgets with these names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BudgetCompleter))]
    public string[]? Name { get; set; }

    private protected override void Process()
    {
        string[] names = Names(Name);
        if (names.Length == 0 && IsPiped)
            return;
        IReadOnlyList<Budget> all = Engine.Budgets.All();
        if (names.Length == 0)
            WriteAll(all);
        else
            Passing(names, name => WriteAll(BudgetService.Named(all, name)));
    }
}
