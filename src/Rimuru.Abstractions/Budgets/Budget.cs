namespace Rimuru;

/// <summary>An amount of money or tokens for a time, for all usage or a part of it.</summary>
public sealed record Budget
{
    private readonly IReadOnlyList<string> agent = NameList.Of([]);
    private readonly IReadOnlyList<string> project = NameList.Of([]);
    private readonly IReadOnlyList<string> branch = NameList.Of([]);
    private readonly IReadOnlyList<string> model = NameList.Of([]);
    private readonly IReadOnlyList<string> provider = NameList.Of([]);
    private readonly IReadOnlyList<string> machine = NameList.Of([]);
    private readonly IReadOnlyList<string> user = NameList.Of([]);

    /// <summary>Its name, which ignores case.</summary>
    public required string Name { get; init; }

    /// <summary>The amount, in the unit.</summary>
    public decimal Amount { get; init; }

    /// <summary>The unit of the amount.</summary>
    public BudgetUnit Unit { get; init; }

    /// <summary>The time for which the amount is.</summary>
    public BudgetWindow Window { get; init; } = BudgetWindow.Month;

    /// <summary>Only these agents, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Agent
    {
        get => agent;
        init => agent = NameList.Of(value);
    }

    /// <summary>Only these projects, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Project
    {
        get => project;
        init => project = NameList.Of(value);
    }

    /// <summary>Only these git branches, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Branch
    {
        get => branch;
        init => branch = NameList.Of(value);
    }

    /// <summary>Only these models, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Model
    {
        get => model;
        init => model = NameList.Of(value);
    }

    /// <summary>Only these providers, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Provider
    {
        get => provider;
        init => provider = NameList.Of(value);
    }

    /// <summary>Only these machines, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Machine
    {
        get => machine;
        init => machine = NameList.Of(value);
    }

    /// <summary>Only these users, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> User
    {
        get => user;
        init => user = NameList.Of(value);
    }

    /// <summary>The percentage of the amount from which on the budget warns; 0 for none.</summary>
    public int SoftPercent { get; init; } = 80;

    /// <summary>The percentage of the amount from which on the budget is exceeded.</summary>
    public int HardPercent { get; init; } = 100;

    /// <summary>The percentage that a forecast must reach for the budget to warn; 0 for none.</summary>
    public int ForecastSoftPercent { get; init; }

    /// <summary>The percentage that a forecast must reach to exceed the budget; 0 for none.</summary>
    public int ForecastHardPercent { get; init; } = 100;

    /// <summary>The file that it is from; null if it is kept in the ledger.</summary>
    public string? File { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Name} ({Amount:#,0.####} {UnitName}, {Window})");

    private string UnitName => Unit == BudgetUnit.Tokens ? "tokens" : "USD";
}
