namespace Rimuru.Core.Metrics;

/// <summary>Which of what was measured is wanted.</summary>
internal sealed record MetricQuery
{
    /// <summary>The names; all if the list is empty.</summary>
    public IReadOnlyList<MetricName> Names { get; init; } = [];

    /// <summary>The agents, with wildcards; the machines and all agents if the list is empty.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>The machines, with wildcards; all if the list is empty.</summary>
    public IReadOnlyList<string> Machines { get; init; } = [];

    /// <summary>The start; null for an hour before the end.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The end; null for now.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The length of the parts; null for one part.</summary>
    public TimeSpan? Step { get; init; }
}
