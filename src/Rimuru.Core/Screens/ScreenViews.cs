using Rimuru.Core.Plugins;
using Rimuru.Core.Views;
using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Screens;

/// <summary>The tables of screens: their columns, the most important first.</summary>
internal static class ScreenViews
{
    /// <summary>The property of columns that are drawn as bars.</summary>
    public const string Bar = "Bar";

    private const int BarWidth = 10;

    private static readonly Mark<LiveSession> Unpriced = new(Emphasis.Doubtful, "UnpricedRequests", s => s.Session.UnpricedRequests);

    public static View<LiveSession> Sessions { get; } =
        new(
            new("Title", "Session", Name, 20, s => s.Session.Title is { Length: > 0 } title ? title : s.Session.ShortId),
            new("Cost", "Cost (USD)", Money, 10, s => s.Session.Cost) { Marks = [Unpriced] },
            new("CostPerMinute", "USD/min", Money, 8, s => s.CostPerMinute is { } rate ? decimal.Round(rate, 4) : ""),
            new("TokensPerMinute", "Tok/min", Count, 7, s => s.TokensPerMinute),
            new("Project", "Project", Name, 10, s => s.Session.Project),
            new("Agent", "Agent", Name, 11, s => s.Session.Agent),
            new("TotalTokens", "Tokens", Count, 11, s => s.Session.TotalTokens),
            new("LastActivity", "Last", Clock, 9, s => s.Session.LastActivity),
            new("Models", "Model", Name, 16, s => s.Session.Models),
            new("Branch", "Branch", Name, 10, s => s.Session.Branch) { IsOptional = true },
            new("Requests", "Requests", Count, 8, s => s.Session.Requests),
            new("Duration", "Duration", Duration, 8, s => s.Session.Duration)
        );

    public static View<Gauge> Gauges { get; } =
        new(
            new("Name", "Name", Name, 20, g => g.Name),
            new("Percent", "%", Share, 4, g => g.Percent) { Marks = [new(Emphasis.Bad, "IsOver", g => g.Percent >= 100 ? 1L : 0L)] },
            new(Bar, "Used", Text, BarWidth, g => g.Percent is { } percent ? BarOf(percent / 100) : ""),
            new("Used", "Spent", Amount, 10, g => g.Used is { } used ? used : ""),
            new("Unit", "Unit", Text, 6, g => g.Unit),
            new("Limit", "Limit", Amount, 10, g => g.Limit is { } limit ? limit : ""),
            new("Ends", "Ends", Time, 17, g => g.Ends),
            new("Ahead", "By then", Amount, 10, g => g.Ahead is { } ahead ? ahead : "")
        );

    public static View<UsageRecord> Requests { get; } =
        new(
            new("Timestamp", "Time", Time, 17, r => r.Timestamp),
            new("Model", "Model", Name, 24, r => r.Model),
            new("Cost", "Cost (USD)", Money, 10, r => r.Cost)
            {
                Marks = [new(Emphasis.Doubtful, "CostStatus", r => r.CostStatus, nameof(CostStatus.Unpriced))],
            },
            new("TotalTokens", "Tokens", Count, 9, r => r.TotalTokens),
            new("Project", "Project", Name, 10, r => r.Project),
            new("Agent", "Agent", Name, 11, r => r.Agent),
            new("OutputTokens", "Output", Count, 7, r => r.OutputTokens),
            new("CacheReadTokens", "Cache read", Count, 10, r => r.CacheReadTokens),
            new("SessionId", "Session", Name, 8, r => r.ShortId),
            new("SubAgent", "Sub-agent", Name, 12, r => r.SubAgent) { IsOptional = true }
        );

    /// <summary>The requests of one session, whose project and agent stand above.</summary>
    public static View<UsageRecord> OfSession { get; } =
        new(
            new("Timestamp", "Time", Clock, 9, r => r.Timestamp),
            Requests.Columns[1],
            Requests.Columns[2],
            Requests.Columns[3],
            Requests.Columns[6],
            new("InputTokens", "Input", Count, 7, r => r.InputTokens),
            Requests.Columns[7],
            new("CacheWrite5mTokens", "Cache write", Count, 11, r => r.CacheWrite5mTokens + r.CacheWrite1hTokens),
            Requests.Columns[9]
        );

    public static View<ScreenEvent> Events { get; } =
        new(
            new("Time", "Time", Time, 17, e => e.Time),
            new("What", "Event", Text, 17, e => e.What) { Marks = [new(Emphasis.Bad, "IsBad", e => e.IsBad ? 1L : 0L)] },
            new("Name", "Of", Name, 20, e => e.Name),
            new("Agent", "Agent", Name, 11, e => e.Agent)
        );

    /// <summary>What agents take of the machine, each with what it has started.</summary>
    public static View<AgentMetrics> Processes { get; } =
        new([
            .. MetricViews.Agent.Columns.OrderBy(column =>
                column.Property switch
                {
                    "Agent" => 0,
                    "Processes" => 1,
                    _ => 2,
                }
            ),
        ]);

    /// <summary>The table of a view that is not there.</summary>
    public static View<IReadOnlyList<object?>> Nothing { get; } = new(new Column<IReadOnlyList<object?>>("View", "", Text, 1, _ => null));

    /// <summary>The table of a plugin's view; the column that it draws has a bar beside it.</summary>
    public static View<IReadOnlyList<object?>> Of(PluginPicture picture)
    {
        View<IReadOnlyList<object?>> table = PictureView.Of(picture);
        if (picture.Bars is null)
            return table;
        Func<IReadOnlyList<object?>, decimal> shareOf = PictureView.BarsOf(picture);
        int at = PictureView.BarsAt(picture) + 1;
        return table with
        {
            Columns = [.. table.Columns[..at], new(Bar, "", Text, BarWidth, row => BarOf(shareOf(row))), .. table.Columns[at..]],
        };
    }

    /// <summary>Costs by one grouping.</summary>
    /// <param name="title">What they are grouped by.</param>
    public static View<RankedCost> Costs(string title) =>
        new(
            new("Name", title, Name, 24, r => r.Name),
            new("Cost", "Cost (USD)", Money, 10, r => r.Cost.Cost)
            {
                Marks = [new(Emphasis.Doubtful, "UnpricedRequests", r => r.Cost.UnpricedRequests)],
            },
            new(Bar, "", Text, BarWidth, r => BarOf(r.Share)),
            new("TotalTokens", "Tokens", Count, 13, r => r.Cost.TotalTokens),
            new("Requests", "Requests", Count, 8, r => r.Cost.Requests),
            new("OutputTokens", "Output", Count, 11, r => r.Cost.OutputTokens),
            new("CacheReadTokens", "Cache read", Count, 13, r => r.Cost.CacheReadTokens)
        );

    /// <summary>A bar of a share from 0 to 1, with eighths of a cell.</summary>
    private static string BarOf(decimal share)
    {
        const int Eighths = 8;
        int filled = (int)decimal.Round(Math.Clamp(share, 0, 1) * BarWidth * Eighths);
        string whole = new('█', filled / Eighths);
        return filled % Eighths == 0 ? whole : whole + (char)('█' + (Eighths - filled % Eighths));
    }
}
