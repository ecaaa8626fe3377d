using Rimuru.Core.Budgets;

namespace Rimuru.Core.Parameters;

/// <summary>The parameters of budgets.</summary>
internal static class BudgetParameters
{
    private const string Noun = "RimuruBudget";
    private const string Names = "NAME,...";
    private const string Percent = "PERCENT";

    public static SharedParameter Path { get; } =
        new("Path", SharedParameter.Text, "Also the budgets of this file, such as rimuru.budgets.yaml.")
        {
            Details = "They add to those of the ledger and replace none. A file in a repository is about that repository's project.",
            Noun = Noun,
            Option = "--file",
            ValueName = "FILE",
        };

    public static SharedParameter Amount { get; } =
        new("Amount", "Decimal", "The amount, in US dollars or in tokens.")
        {
            Details = "A new budget needs one.",
            Noun = Noun,
            Position = 1,
            Option = "--amount",
            ValueName = "NUMBER",
        };

    public static SharedParameter Unit { get; } =
        new("Unit", nameof(BudgetUnit), "The unit of the amount: USD or Tokens.")
        {
            Noun = Noun,
            Default = "USD, or what the budget has",
            Option = "--unit",
            ValueName = "UNIT",
        };

    public static SharedParameter Window { get; } =
        new("Window", nameof(BudgetWindow), $"The time for which the amount is: {string.Join(", ", BudgetWindows.Words)}.")
        {
            Details =
                "Hours, days, weeks, months and quarters are those of the time zone of reports, and weeks begin on Monday. `5h` and `7d` "
                + "are the time up to now. `session` is each session by itself, `total` the whole ledger.",
            Noun = Noun,
            Default = "month, or what the budget has",
            Option = "--window",
            ValueName = "WINDOW",
        };

    public static SharedParameter Agent { get; } = Scope("Agent", "agents");

    public static SharedParameter Project { get; } = Scope("Project", "projects");

    public static SharedParameter Branch { get; } = Scope("Branch", "git branches");

    public static SharedParameter Model { get; } = Scope("Model", "models");

    public static SharedParameter Provider { get; } = Scope("Provider", "providers");

    public static SharedParameter Machine { get; } = Scope("Machine", "machines");

    public static SharedParameter User { get; } = Scope("User", "users");

    public static SharedParameter SoftPercent { get; } =
        Threshold("SoftPercent", "--soft", "Warn from this percentage of the amount on; 0 for never.", "80");

    public static SharedParameter HardPercent { get; } =
        Threshold("HardPercent", "--hard", "The budget is exceeded from this percentage of the amount on.", "100");

    public static SharedParameter ForecastSoftPercent { get; } =
        Threshold("ForecastSoftPercent", "--forecast-soft", "Warn if the forecast reaches this percentage; 0 for never.", "0");

    public static SharedParameter ForecastHardPercent { get; } =
        Threshold("ForecastHardPercent", "--forecast-hard", "An error if the forecast reaches this percentage; 0 for never.", "100");

    public static SharedParameter Strict { get; } =
        new("Strict", SharedParameter.Switch, "Tokens without a price are an error for a budget of money.")
        {
            Details = "Otherwise a warning names them.",
            Noun = Noun,
            Option = "--strict",
        };

    public static IReadOnlyList<SharedParameter> All { get; } =
    [
        Path,
        Amount,
        Unit,
        Window,
        Agent,
        Project,
        Branch,
        Model,
        Provider,
        Machine,
        User,
        SoftPercent,
        HardPercent,
        ForecastSoftPercent,
        ForecastHardPercent,
        Strict,
    ];

    private static SharedParameter Scope(string name, string plural) =>
        new(name, SharedParameter.List, $"Only the usage of these {plural}.")
        {
            Details = "`*` stands for all.",
            Noun = Noun,
            HasWildcards = true,
            Default = "all, or what the budget has",
            Option = $"--{name.ToLowerInvariant()}",
            ValueName = Names,
        };

    private static SharedParameter Threshold(string name, string option, string summary, string usual) =>
        new(name, "Int32", summary)
        {
            Noun = Noun,
            Default = $"{usual}, or what the budget has",
            Option = option,
            ValueName = Percent,
        };
}
