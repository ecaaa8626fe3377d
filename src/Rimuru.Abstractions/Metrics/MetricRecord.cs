namespace Rimuru;

/// <summary>What was measured of one thing in a span of time.</summary>
public sealed record MetricRecord
{
    /// <summary>What was measured.</summary>
    public required MetricName Name { get; init; }

    /// <summary>The agent; null for the whole machine.</summary>
    public string? Agent { get; init; }

    /// <summary>The machine.</summary>
    public required string Machine { get; init; }

    /// <summary>The start of the span.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The end of the span.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>How often it was measured.</summary>
    public required long Samples { get; init; }

    /// <summary>The average of the samples, exactly.</summary>
    public required decimal Average { get; init; }

    /// <summary>The lowest sample.</summary>
    public required decimal Minimum { get; init; }

    /// <summary>The highest sample.</summary>
    public required decimal Maximum { get; init; }

    /// <summary>The value that half of the samples do not exceed, within one percent.</summary>
    public required decimal Median { get; init; }

    /// <summary>The value that 95 of 100 samples do not exceed, within one percent.</summary>
    public required decimal P95 { get; init; }

    /// <summary>The value that 99 of 100 samples do not exceed, within one percent.</summary>
    public required decimal P99 { get; init; }

    /// <summary>What the values are: <c>percent</c>, <c>bytes</c>, <c>USD/min</c>.</summary>
    public required string Unit { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Agent ?? Machine} {Name}: {Average:0.###} {Unit}");
}
