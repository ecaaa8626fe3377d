namespace Rimuru;

/// <summary>The result of checking one source of the configuration.</summary>
public sealed record ConfigurationCheck
{
    /// <summary>The source: a file with the line of the finding, an environment variable, or <c>environment</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The outcome.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>The finding.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do; null if there is nothing to do.</summary>
    public string? Advice { get; init; }

    /// <summary>True if Rimuru can use this source.</summary>
    public bool Passed => Status is not CheckStatus.Failed;

    /// <inheritdoc/>
    public override string ToString() => $"{Source} {Status}";
}
