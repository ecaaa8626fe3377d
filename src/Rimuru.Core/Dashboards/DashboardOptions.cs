namespace Rimuru.Core.Dashboards;

/// <summary>What a dashboard shows, and where it listens.</summary>
internal sealed record DashboardOptions
{
    /// <summary>Another home; null for the user's own.</summary>
    public string? HomePath { get; init; }

    /// <summary>Another database; null for the configured one.</summary>
    public string? Database { get; init; }

    /// <summary>The zone of days and times; null for the configured one.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The port; 0 for one that is free.</summary>
    public int Port { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
