namespace Rimuru;

/// <summary>The time for which the amount of a budget is.</summary>
public enum BudgetWindow
{
    /// <summary>The hour in the time zone.</summary>
    Hour,

    /// <summary>The day in the time zone.</summary>
    Day,

    /// <summary>The week in the time zone, from Monday on.</summary>
    Week,

    /// <summary>The month in the time zone.</summary>
    Month,

    /// <summary>The quarter of a year in the time zone: it begins in January, April, July or October.</summary>
    Quarter,

    /// <summary>The five hours up to now.</summary>
    FiveHours,

    /// <summary>The seven days, of 24 hours each, up to now.</summary>
    SevenDays,

    /// <summary>Each session by itself; the one that has spent the most counts.</summary>
    Session,

    /// <summary>All of the ledger.</summary>
    Total,
}
