using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Budgets;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Sets a budget of the ledger.</summary>
[Cmdlet(VerbsCommon.Set, "RimuruBudget", SupportsShouldProcess = true, DefaultParameterSetName = Kept)]
[OutputType(typeof(Budget))]
public sealed class SetRimuruBudgetCommand : LedgerCmdlet
{
    private const string Kept = "Budget";
    private const string Trust = "Trust";

    /// <summary>The name of the budget.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BudgetCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The amount.</summary>
    [Parameter(Position = 1, ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    [DecimalTransformation]
    public decimal? Amount { get; set; }

    /// <summary>The unit of the amount.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    public BudgetUnit? Unit { get; set; }

    /// <summary>The time for which the amount is.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    [BudgetWindowTransformation]
    public BudgetWindow? Window { get; set; }

    /// <summary>Only the usage of these agents.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    /// <summary>Only the usage of these projects.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>Only the usage of these git branches.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string[]? Branch { get; set; }

    /// <summary>Only the usage of these models.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Model { get; set; }

    /// <summary>Only the usage of these providers.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string[]? Provider { get; set; }

    /// <summary>Only the usage of these machines.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public string[]? Machine { get; set; }

    /// <summary>Only the usage of these users.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[]? User { get; set; }

    /// <summary>The percentage from which on the budget warns.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    public int? SoftPercent { get; set; }

    /// <summary>The percentage from which on the budget is exceeded.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    public int? HardPercent { get; set; }

    /// <summary>The percentage of the forecast from which on the budget warns.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    public int? ForecastSoftPercent { get; set; }

    /// <summary>The percentage of the forecast from which on the budget is exceeded.</summary>
    [Parameter(ParameterSetName = Kept, ValueFromPipelineByPropertyName = true)]
    public int? ForecastHardPercent { get; set; }

    /// <summary>The file of a repository whose budgets are to count there.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Trust)]
    [ValidateNotNullOrEmpty]
    public string TrustPath { get; set; } = "";

    /// <summary>Return the budget.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == Kept)
            Passing([Name], _ => Set());
        else if (ShouldProcess(TrustPath, "Trust the budgets of the file as it is now"))
            Written(Engine.Budgets.Files.Trust(PathArguments.Resolve(TrustPath, SessionState.Path, nameof(TrustPath))!));
    }

    private void Set()
    {
        if (!ShouldProcess(Engine.Budgets.Preview(Change).ToString(), "Set the budget"))
            return;
        Budget budget = Engine.Budgets.Set(Change, StopToken);
        foreach (string warning in Engine.Budgets.UnknownNames(budget))
            WriteWarning(warning);
        Written([budget]);
    }

    private void Written(IEnumerable<Budget> budgets)
    {
        if (PassThru)
            WriteAll(budgets);
    }

    private BudgetChange Change =>
        new(Name.Trim())
        {
            Amount = Amount,
            Unit = Unit,
            Window = Window,
            Agent = Given(nameof(Agent), Agent),
            Project = Given(nameof(Project), Project),
            Branch = Given(nameof(Branch), Branch),
            Model = Given(nameof(Model), Model),
            Provider = Given(nameof(Provider), Provider),
            Machine = Given(nameof(Machine), Machine),
            User = Given(nameof(User), User),
            SoftPercent = SoftPercent,
            HardPercent = HardPercent,
            ForecastSoftPercent = ForecastSoftPercent,
            ForecastHardPercent = ForecastHardPercent,
        };

    // A budget that is piped has all its lists, and an empty one means all.
    private string[]? Given(string parameter, string[]? names) => MyInvocation.BoundParameters.ContainsKey(parameter) ? Names(names) : null;
}
