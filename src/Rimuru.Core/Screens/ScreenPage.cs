namespace Rimuru.Core.Screens;

/// <summary>A page of a screen: one of Rimuru's own, or the view of a plugin.</summary>
/// <param name="Tab">Which.</param>
/// <param name="View">The plugin; null on pages of Rimuru's own.</param>
internal sealed record ScreenPage(ScreenTab Tab, string? View = null)
{
    /// <summary>The name in the line of pages.</summary>
    public string Title => View ?? Tab.ToString();

    /// <summary>All pages, in their order.</summary>
    public static IReadOnlyList<ScreenPage> All(ScreenModel model) =>
        [
            .. Enum.GetValues<ScreenTab>().Where(tab => tab != ScreenTab.View).Select(tab => new ScreenPage(tab)),
            .. model.Views.Select(view => new ScreenPage(ScreenTab.View, view)),
        ];

    public static ScreenPage Of(ScreenState state) => new(state.Tab, state.View);
}
