namespace Rimuru;

/// <summary>How a budget stands, the worst last.</summary>
public enum BudgetState
{
    /// <summary>Below every threshold.</summary>
    Ok,

    /// <summary>At or above a soft threshold.</summary>
    Warning,

    /// <summary>The forecast is at or above its hard threshold.</summary>
    AtRisk,

    /// <summary>At or above the hard threshold.</summary>
    Exceeded,
}
