namespace Rimuru.Core.Dashboards.Pages;

/// <summary>All pages, in the order of the menu.</summary>
internal static class DashboardPages
{
    public const string Overview = "/",
        Costs = "/costs",
        Sessions = "/sessions",
        Session = "/session",
        Models = "/models",
        Limits = "/limits",
        Hooks = "/hooks",
        Agents = "/agents",
        Metrics = "/metrics",
        Duplicates = "/duplicates",
        Views = "/views";

    public static IReadOnlyList<DashboardPage> All { get; } =
    [
        new(Overview, "Overview", OverviewPage.Sections) { IsFiltered = true },
        new(Costs, "Costs", CostPage.Sections) { IsFiltered = true },
        new(Sessions, "Sessions", SessionPages.List) { IsFiltered = true },
        new(Session, "Session", SessionPages.One) { IsInMenu = false },
        new(Models, "Models", ModelPage.Sections),
        new(Limits, "Limits", LimitPage.Sections),
        new(Hooks, "Hooks", HookPage.Sections),
        new(Agents, "Agents", AgentPage.Sections),
        new(Metrics, "Metrics", MetricPage.Sections) { SecondsFresh = 5 },
        new(Duplicates, "Duplicates", DuplicatePage.Sections),
        new(Views, "Views", ViewPage.Sections) { IsFiltered = true, RunsPlugins = true },
    ];
}
