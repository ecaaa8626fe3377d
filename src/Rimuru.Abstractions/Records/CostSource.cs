namespace Rimuru;

/// <summary>Whose figure a cost is.</summary>
public enum CostSource
{
    /// <summary>Rimuru's own, from the dated price of the model.</summary>
    Calculated,

    /// <summary>The agent's own; no figure where the agent logs none.</summary>
    Reported,

    /// <summary>The agent's own where it logs one, else Rimuru's. A zero that an agent logs for what a plan includes changes nothing.</summary>
    Auto,
}
