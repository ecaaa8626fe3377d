using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Budgets;

namespace Rimuru.Commands;

/// <summary>Gets the budgets that count here.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruBudget")]
[OutputType(typeof(Budget))]
public sealed class GetRimuruBudgetCommand : LedgerCmdlet
{
    private IReadOnlyList<Budget>? all;

    /// <summary>Only budgets with these names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BudgetCompleter))]
    public string[]? Name { get; set; }

    /// <summary>A file whose budgets count, too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    private protected override void Process()
    {
        string[] names = Names(Name);
        if (names.Length == 0 && IsPiped)
            return;
        all ??= Budgets(Path);
        if (names.Length == 0)
            WriteAll(all);
        else
            Passing(names, name => WriteAll(BudgetService.Named(all, name)));
    }
}
