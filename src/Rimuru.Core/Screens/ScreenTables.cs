namespace Rimuru.Core.Screens;

/// <summary>The tables of the pages.</summary>
internal static class ScreenTables
{
    /// <summary>The rows that the keys are about.</summary>
    public static ScreenTable Of(ScreenModel model, ScreenState state)
    {
        if (state.SessionId is not null)
            return new ScreenTable<UsageRecord>(ScreenViews.OfSession, NewestFirst(model.Opened?.Requests ?? []), model.Zone, state)
            {
                Empty = model.Opened is null ? "Reading its requests." : "It has no requests.",
            };
        return state.Tab switch
        {
            ScreenTab.Models => Costs("Model", model.Models, model, state),
            ScreenTab.Projects => Costs("Project", model.Projects, model, state),
            ScreenTab.Agents => Costs("Agent", model.Agents, model, state),
            ScreenTab.Limits => Gauges(model, state),
            ScreenTab.Requests => Requests(model, state),
            ScreenTab.Events => Events(model, state),
            ScreenTab.Processes => Processes(model, state),
            ScreenTab.View => View(model.OpenedView?.Plugin == state.View ? model.OpenedView : null, model, state),
            ScreenTab.Sessions => Sessions("Session", model.Sessions, model, state),
            _ => Active(model, state),
        };
    }

    /// <summary>The sessions that go on, as the overview shows them.</summary>
    public static ScreenTable Active(ScreenModel model, ScreenState state)
    {
        List<LiveSession> active = [.. model.Sessions.Where(session => session.IsActive)];
        return Sessions("Active sessions", active, model, state, "No session goes on now.");
    }

    public static ScreenTable Costs(string title, IReadOnlyList<RankedCost> costs, ScreenModel model, ScreenState? state) =>
        new ScreenTable<RankedCost>(ScreenViews.Costs(title), costs, model.Zone, state) { Title = title, Empty = "Nothing in this range." };

    public static ScreenTable Gauges(ScreenModel model, ScreenState? state) =>
        new ScreenTable<Gauge>(ScreenViews.Gauges, model.Gauges, model.Zone, state)
        {
            Title = "Windows and budgets",
            Empty = "No window is open, no agent has told a limit, and there is no budget.",
        };

    public static ScreenTable Requests(ScreenModel model, ScreenState? state) =>
        new ScreenTable<UsageRecord>(ScreenViews.Requests, model.Requests, model.Zone, state)
        {
            Title = "Latest",
            Session = record => record.SessionId,
        };

    private static ScreenTable<ScreenEvent> Events(ScreenModel model, ScreenState state) =>
        new(ScreenViews.Events, model.Events, model.Zone, state)
        {
            Empty = "Nothing has happened in this range.",
            Session = happened => happened.SessionId,
        };

    private static ScreenTable<AgentMetrics> Processes(ScreenModel model, ScreenState state) =>
        new(ScreenViews.Processes, [.. model.Measured?.Agents.Where(agent => agent.Processes is not 0) ?? []], model.Zone, state)
        {
            Empty = model.Measured is null
                ? "The first measurement takes some seconds; metrics.enabled turns it off."
                : "No agent runs on this machine.",
        };

    private static ScreenTable<IReadOnlyList<object?>> View(OpenedView? opened, ScreenModel model, ScreenState state) =>
        opened?.Picture is { } picture
            ? new(ScreenViews.Of(picture), picture.Row, model.Zone, state) { Empty = "The view is empty." }
            : new(ScreenViews.Nothing, [], model.Zone, state) { Empty = opened?.Problem ?? "The plugin is asked." };

    private static ScreenTable<LiveSession> Sessions(
        string title,
        IReadOnlyList<LiveSession> sessions,
        ScreenModel model,
        ScreenState state,
        string empty = "No session in this range."
    ) =>
        new(ScreenViews.Sessions, sessions, model.Zone, state)
        {
            Title = title,
            Empty = empty,
            Session = live => live.Session.SessionId,
            IsLive = live => live.IsActive,
        };

    private static List<UsageRecord> NewestFirst(IReadOnlyList<UsageRecord> requests) => [.. requests.Reverse()];
}
