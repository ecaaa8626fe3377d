using System.Globalization;

namespace Rimuru.Core.Budgets;

/// <summary>The kind of a value in a file of budgets.</summary>
internal enum BudgetKeyKind
{
    /// <summary>A number above zero.</summary>
    Number,

    /// <summary>One of a few words.</summary>
    Word,

    /// <summary>A name or a list of names.</summary>
    Names,

    /// <summary>A whole number from the least of the key on.</summary>
    Percent,
}

/// <summary>A key of a budget in a file.</summary>
/// <param name="Name">The key.</param>
/// <param name="Kind">The kind of its value.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Set">Sets the value, which is a decimal, a text, a list of texts or a whole number.</param>
internal sealed record BudgetKey(string Name, BudgetKeyKind Kind, string Purpose, Func<Budget, object, Budget> Set)
{
    public IReadOnlyList<string> Words { get; init; } = [];

    public int Least { get; init; }

    public static IReadOnlyList<BudgetKey> All { get; } =
    [
        new(
            "amount",
            BudgetKeyKind.Number,
            "The amount, in US dollars or in tokens.",
            (budget, value) => budget with { Amount = (decimal)value }
        ),
        new(
            "unit",
            BudgetKeyKind.Word,
            "The unit of the amount; USD if it is left out.",
            (budget, value) => budget with { Unit = Enum.Parse<BudgetUnit>((string)value, ignoreCase: true) }
        )
        {
            Words = ["USD", "tokens"],
        },
        new(
            "window",
            BudgetKeyKind.Word,
            "The time for which the amount is; month if it is left out.",
            (budget, value) => budget with { Window = BudgetWindows.Find((string)value)!.Value }
        )
        {
            Words = [.. BudgetWindows.Words],
        },
        Scope("agent", "agents", (budget, names) => budget with { Agent = names }),
        Scope("project", "projects", (budget, names) => budget with { Project = names }),
        Scope("branch", "git branches", (budget, names) => budget with { Branch = names }),
        Scope("model", "models", (budget, names) => budget with { Model = names }),
        Scope("provider", "providers", (budget, names) => budget with { Provider = names }),
        Scope("machine", "machines", (budget, names) => budget with { Machine = names }),
        Scope("user", "users", (budget, names) => budget with { User = names }),
        new(
            "soft",
            BudgetKeyKind.Percent,
            "Warn from this percentage of the amount on; 0 for never, 80 if it is left out.",
            (budget, value) => budget with { SoftPercent = (int)value }
        ),
        new(
            "hard",
            BudgetKeyKind.Percent,
            "The budget is exceeded from this percentage of the amount on; 100 if it is left out.",
            (budget, value) => budget with { HardPercent = (int)value }
        )
        {
            Least = 1,
        },
        new(
            "forecast_soft",
            BudgetKeyKind.Percent,
            "Warn if the forecast reaches this percentage; 0 for never, which it is if it is left out.",
            (budget, value) => budget with { ForecastSoftPercent = (int)value }
        ),
        new(
            "forecast_hard",
            BudgetKeyKind.Percent,
            "An error if the forecast reaches this percentage; 0 for never, 100 if it is left out.",
            (budget, value) => budget with { ForecastHardPercent = (int)value }
        ),
    ];

    /// <summary>The allowed values, in words that follow "must be".</summary>
    public string Allowed =>
        Kind switch
        {
            BudgetKeyKind.Number => "a number above zero, such as 100 or 12.50",
            BudgetKeyKind.Word => $"one of {string.Join(", ", Words)}",
            BudgetKeyKind.Names => "a name or a list of names",
            _ => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Least} to {BudgetRules.MostPercent}"),
        };

    /// <summary>The value of a text; null if it is not allowed.</summary>
    public object? Parse(string text)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return Kind switch
        {
            BudgetKeyKind.Number => decimal.TryParse(text, NumberStyles.Float, culture, out decimal amount) && amount > 0 ? amount : null,
            BudgetKeyKind.Word => Words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)),
            BudgetKeyKind.Names => string.IsNullOrWhiteSpace(text) ? null : (string[])[text],
            _ => int.TryParse(text, NumberStyles.None, culture, out int percent) && percent >= Least && percent <= BudgetRules.MostPercent
                ? percent
                : null,
        };
    }

    private static BudgetKey Scope(string name, string plural, Func<Budget, IReadOnlyList<string>, Budget> set) =>
        new(
            name,
            BudgetKeyKind.Names,
            $"Only the usage of these {plural}, with the wildcards * and ?; all if it is left out.",
            (budget, value) => set(budget, (string[])value)
        );
}
