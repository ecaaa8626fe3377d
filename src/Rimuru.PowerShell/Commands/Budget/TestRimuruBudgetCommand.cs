using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Budgets;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Tests whether budgets are kept: one status for each, and an error for each that is exceeded.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RimuruBudget", DefaultParameterSetName = ByName)]
[OutputType(typeof(BudgetStatus), typeof(bool))]
public sealed class TestRimuruBudgetCommand : QueryCmdlet
{
    private const string ByName = "Name";
    private const string ByObject = "InputObject";

    private readonly List<Budget> piped = [];
    private IReadOnlyList<Budget>? all;
    private TimeZoneInfo? zone;
    private bool isKept = true;

    /// <summary>Only budgets with these names.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BudgetCompleter))]
    public string[]? Name { get; set; }

    /// <summary>A budget, or the name of one.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    public PSObject? InputObject { get; set; }

    /// <summary>A file whose budgets count, too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Tokens without a price are an error, too.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>Return true or false only.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>The zone of hours, days, weeks, months and quarters.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    private protected override TimeZoneInfo Zone => zone ??= TimeZone is null ? base.Zone : TimeExpression.Zone(TimeZone, "-TimeZone");

    private protected override void Process()
    {
        if (InputObject is not null)
            Passing([InputObject.ToString()], name => piped.AddRange(BudgetObject.Of(InputObject) is { } one ? [one] : Named(name)));
    }

    private protected override void End()
    {
        List<Budget> budgets = [.. piped];
        if (ParameterSetName == ByName)
        {
            if (Names(Name).Length == 0)
                budgets.AddRange(All);
            else
                isKept &= Passing(Names(Name), name => budgets.AddRange(Named(name))).Count == Names(Name).Length;
        }

        foreach (BudgetStatus status in Engine.Budgets.Check(budgets, Zone, StopToken))
            Write(status);
        if (Quiet)
            WriteObject(isKept);
    }

    private void Write(BudgetStatus status)
    {
        RimuruException? error = BudgetErrors.Of(status, Strict);
        isKept &= error is null;
        if (Quiet)
            return;
        WriteObject(status);
        if (error is not null)
            Report(error, status);
        foreach (string warning in BudgetErrors.Warnings(status, Strict))
            WriteWarning(warning);
    }

    private IReadOnlyList<Budget> All => all ??= Budgets(Path);

    private IReadOnlyList<Budget> Named(string name) => BudgetService.Named(All, name);
}
