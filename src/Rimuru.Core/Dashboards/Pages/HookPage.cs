using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>Hooks, and what became of their runs.</summary>
internal static class HookPage
{
    public static IEnumerable<Section> Sections(PageRequest request)
    {
        yield return new TableSection<Hook>("hooks", "Hooks", HookViews.Hook.InCommand, request.Engine.Hooks.All())
        {
            Empty = "There are no hooks.",
        };
        yield return new TableSection<HookRun>(
            "runs",
            "Runs",
            HookViews.Run.InCommand,
            request.Engine.Reports.HasSessions ? request.Engine.Hooks.Runs(request.Stop) : []
        )
        {
            Empty = "No hook has run.",
        };
    }
}
