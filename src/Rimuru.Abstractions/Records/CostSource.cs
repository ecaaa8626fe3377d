namespace Rimuru;

/// <summary>Which of two costs is used: Rimuru's or the agent's.</summary>
public enum CostSource
{
    /// <summary>The cost that Rimuru calculates from the dated price of the model.</summary>
    Calculated,

    /// <summary>The cost that the agent logs; null if it logs none.</summary>
    Reported,

    /// <summary>
    /// The cost that the agent logs, else Rimuru's. A zero that an agent logs for requests included in a plan is ignored.
    /// </summary>
    Auto,
}
