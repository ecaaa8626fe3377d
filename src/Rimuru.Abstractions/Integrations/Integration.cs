namespace Rimuru;

/// <summary>A feature of Rimuru inside an agent, whether it is installed or not.</summary>
public sealed record Integration
{
    /// <summary>The agent: <c>ClaudeCode</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>What Rimuru does there.</summary>
    public IntegrationFeature Feature { get; init; }

    /// <summary>True if it is in the agent's file.</summary>
    public bool Installed { get; init; }

    /// <summary>True if the agent is stopped when the budgets cannot be checked.</summary>
    public bool FailClosed { get; init; }

    /// <summary>The agent's file, whether it exists or not.</summary>
    public required string Path { get; init; }

    /// <summary>What the agent runs; null if it is not installed.</summary>
    public string? Command { get; init; }

    /// <summary>What the user has to do for it to work, or why the file cannot be read; null for nothing.</summary>
    public string? Note { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Feature} in {Agent}";
}
