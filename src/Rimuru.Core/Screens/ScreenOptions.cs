namespace Rimuru.Core.Screens;

/// <summary>What a screen shows.</summary>
internal sealed record ScreenOptions
{
    /// <summary>Another home; null for the user's own.</summary>
    public string? HomePath { get; init; }

    /// <summary>Another database; null for the configured one.</summary>
    public string? Database { get; init; }

    /// <summary>The zone of days and times; null for the configured one.</summary>
    public TimeZoneInfo? Zone { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
