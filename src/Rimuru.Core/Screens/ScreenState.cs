namespace Rimuru.Core.Screens;

/// <summary>The pages of a screen, in the order of their tabs.</summary>
internal enum ScreenTab
{
    Overview,
    Sessions,
    Models,
    Projects,
    Agents,
    Limits,
    Requests,
    Events,
    Processes,

    /// <summary>The views of plugins, each on a page of its own.</summary>
    View,
}

/// <summary>The range of time that sessions, models, projects and agents are of.</summary>
internal enum ScreenRange
{
    Day,
    Week,
    Month,
    Year,
    All,
}

/// <summary>What the user has chosen.</summary>
internal sealed record ScreenState
{
    public ScreenTab Tab { get; init; }

    /// <summary>The plugin whose view is shown; null on other pages.</summary>
    public string? View { get; init; }

    public ScreenRange Range { get; init; } = ScreenRange.Week;

    /// <summary>The row that keys are about.</summary>
    public int Row { get; init; }

    /// <summary>The column that rows are sorted by; null for the order that they came in.</summary>
    public int? Sort { get; init; }

    public bool IsReversed { get; init; }

    /// <summary>Only rows with this text are shown.</summary>
    public string Filter { get; init; } = "";

    /// <summary>True while the text is typed.</summary>
    public bool IsFiltering { get; init; }

    public bool IsHelp { get; init; }

    /// <summary>The session that is looked into.</summary>
    public string? SessionId { get; init; }

    public bool IsEnded { get; init; }
}
