namespace Rimuru;

/// <summary>What an event tells.</summary>
public enum EventKind
{
    /// <summary>A session began, or went on after its end was told.</summary>
    SessionStart,

    /// <summary>A session has stayed ended for <c>hooks.session_end_after_minutes</c>.</summary>
    SessionEnd,

    /// <summary>A budget reached its soft threshold, or costs reached that of a CostAlert hook.</summary>
    CostThreshold,

    /// <summary>It is time to export figures: every <c>hooks.metrics_interval_minutes</c>.</summary>
    MetricsExport,

    /// <summary>An event with a name of its own, that a person or a script sends.</summary>
    Custom,

    /// <summary>Usage was added to the ledger, or corrected in it.</summary>
    CostRecorded,

    /// <summary>Logs of an agent appeared on a machine.</summary>
    AgentConnected,

    /// <summary>The logs of an agent are gone from a machine.</summary>
    AgentDisconnected,

    /// <summary>Models and prices were fetched.</summary>
    ModelSyncCompleted,

    /// <summary>A budget reached its hard threshold.</summary>
    BudgetExceeded,

    /// <summary>The user's configuration changed.</summary>
    ConfigurationChanged,

    /// <summary>A hook failed so often that it was disabled.</summary>
    Error,

    /// <summary>A session spends far more than its agent usually does, or goes in circles.</summary>
    RunawayDetected,
}
