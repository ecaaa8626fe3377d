namespace Rimuru;

/// <summary>How far a session has come.</summary>
public enum SessionStatus
{
    /// <summary>The agent is working in it, or did so a moment ago and wrote no end.</summary>
    Active,

    /// <summary>The last turn ended as it should.</summary>
    Completed,

    /// <summary>The user interrupted the last turn.</summary>
    Cancelled,

    /// <summary>The last turn ended in an error, or was left open by a process that is gone.</summary>
    Failed,
}

/// <summary>What proves a usage record.</summary>
public enum UsageEvidence
{
    /// <summary>The agent logged this response.</summary>
    Recorded,

    /// <summary>The response was cut off: the prompt is exact, the output is what had been counted by then.</summary>
    Partial,

    /// <summary>No log line shows the request; the agent's own running totals prove it.</summary>
    Inferred,

    /// <summary>The agent wrote down a guess of its own; its bill is somewhere else.</summary>
    Estimated,
}

/// <summary>How the cost of a usage record came to be.</summary>
public enum CostStatus
{
    /// <summary>Computed from the dated price of the model.</summary>
    Calculated,

    /// <summary>Taken from the agent's own figure.</summary>
    Reported,

    /// <summary>No price is known: the cost is null, never zero.</summary>
    Unpriced,

    /// <summary>Covered by a plan or free of charge: the cost is zero.</summary>
    Included,
}

/// <summary>What a cost report can be grouped by.</summary>
public enum CostGrouping
{
    /// <summary>The hour of the time zone, with its offset: <c>2026-11-22T14+01:00</c>.</summary>
    Hour,

    /// <summary>The day of the time zone: <c>2026-11-22</c>.</summary>
    Day,

    /// <summary>The week of the time zone, named by its Monday: <c>2026-11-16</c>.</summary>
    Week,

    /// <summary>The month of the time zone: <c>2026-11</c>.</summary>
    Month,

    /// <summary>The year of the time zone: <c>2026</c>.</summary>
    Year,

    /// <summary>The agent: <c>ClaudeCode</c>.</summary>
    Agent,

    /// <summary>The provider that the log or the price table names: <c>anthropic</c>.</summary>
    Provider,

    /// <summary>The model as the log names it.</summary>
    Model,

    /// <summary>The project: the name of the folder that the session worked in.</summary>
    Project,

    /// <summary>The git branch that the log names.</summary>
    Branch,

    /// <summary>The session.</summary>
    Session,

    /// <summary>The sub-agent; empty for the session's own requests.</summary>
    SubAgent,

    /// <summary>The machine that read the logs.</summary>
    Machine,

    /// <summary>The user that read the logs.</summary>
    User,

    /// <summary>What proves the records: <see cref="UsageEvidence"/>.</summary>
    Evidence,
}
