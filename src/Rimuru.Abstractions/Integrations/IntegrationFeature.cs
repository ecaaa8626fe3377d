namespace Rimuru;

/// <summary>What Rimuru can do inside an agent.</summary>
public enum IntegrationFeature
{
    /// <summary>The agent asks before prompts and tools, and is stopped when a budget is spent.</summary>
    Guard,

    /// <summary>The agent shows Rimuru's status line.</summary>
    StatusLine,

    /// <summary>The agent may ask for costs, sessions, limits and budgets, over the Model Context Protocol.</summary>
    Mcp,
}
