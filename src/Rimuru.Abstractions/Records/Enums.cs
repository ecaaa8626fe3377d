namespace Rimuru;

/// <summary>The status of a session.</summary>
public enum SessionStatus
{
    /// <summary>The agent is working in it, or was until recently without logging an end.</summary>
    Active,

    /// <summary>The last turn ended normally.</summary>
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

    /// <summary>
    /// The log has only an early count of the response, because it was cut off or the agent logs no later one: the tokens are a lower
    /// bound.
    /// </summary>
    Partial,

    /// <summary>No log line shows the request; the agent's own running totals prove it.</summary>
    Inferred,

    /// <summary>The agent logged an estimate of its own; the exact count is only in its bill.</summary>
    Estimated,
}

/// <summary>How the cost of a usage record was determined.</summary>
public enum CostStatus
{
    /// <summary>Calculated from the dated price of the model.</summary>
    Calculated,

    /// <summary>Taken from the agent's log.</summary>
    Reported,

    /// <summary>No price is known: the cost is null, never zero.</summary>
    Unpriced,

    /// <summary>Included in a plan or free of charge: the cost is zero.</summary>
    Included,
}

/// <summary>The groupings of cost reports.</summary>
public enum CostGrouping
{
    /// <summary>The hour in the time zone, with its offset: <c>2026-11-22T14+01:00</c>.</summary>
    Hour,

    /// <summary>The day in the time zone: <c>2026-11-22</c>.</summary>
    Day,

    /// <summary>The week in the time zone, named by its Monday: <c>2026-11-16</c>.</summary>
    Week,

    /// <summary>The month in the time zone: <c>2026-11</c>.</summary>
    Month,

    /// <summary>The year in the time zone: <c>2026</c>.</summary>
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

    /// <summary>
    /// The tool that a request used, where the log tells it. A request that used several tools is in the group of each, so the sums of
    /// tools overlap and are not to be added up; requests without a tool are in none. The same holds for MCP servers and skills.
    /// </summary>
    Tool,

    /// <summary>The MCP server whose tools a request used.</summary>
    McpServer,

    /// <summary>The skill that a request used.</summary>
    Skill,
}
