namespace Rimuru;

/// <summary>One check of a plugin.</summary>
public sealed record PluginCheck
{
    /// <summary>The plugin.</summary>
    public required string Plugin { get; init; }

    /// <summary>What was checked.</summary>
    public required string Check { get; init; }

    /// <summary>True if it is as it must be.</summary>
    public bool Passed { get; init; }

    /// <summary>What was found.</summary>
    public string Detail { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Check}: {(Passed ? "passed" : "failed")}. {Detail}".TrimEnd();
}
