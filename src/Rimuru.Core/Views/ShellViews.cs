namespace Rimuru.Core.Views;

/// <summary>The tables of PowerShell: one for each record type that a cmdlet returns.</summary>
internal static class ShellViews
{
    public static IReadOnlyList<View> All { get; } =
    [
        AgentViews.Agent,
        AgentViews.Discovered,
        AgentViews.Health,
        AgentViews.Schedule,
        SessionViews.Session,
        SessionViews.Summary,
        SessionViews.Event,
        SessionViews.Usage,
        SessionViews.Sync,
        SessionViews.DuplicateSummary,
        SessionViews.Duplicate,
        SessionViews.Runaway,
        CostViews.Record,
        CostViews.Comparison,
        CostViews.Summary,
        CostViews.Priced,
        CostViews.Block,
        CostViews.Forecast,
        CostViews.Limit,
        BudgetViews.Budget,
        BudgetViews.Status,
        BudgetViews.Line,
        HookViews.Hook,
        HookViews.Run,
        IntegrationViews.Integration,
        ModelViews.Model,
        ModelViews.Sync,
        ModelViews.Change,
        ModelViews.Comparison,
        StoreViews.Info,
        StoreViews.Check,
        StoreViews.Backup,
        StoreViews.Copy,
        StoreViews.Optimization,
        PluginViews.Plugin,
        PluginViews.Check,
        ConfigurationViews.Setting,
        ConfigurationViews.Check,
        ConfigurationViews.Credential,
        ConfigurationViews.Log,
    ];
}
