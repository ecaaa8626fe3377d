using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of plugins.</summary>
internal static class PluginViews
{
    public static View<Plugin> Plugin { get; } =
        new(
            new("Id", "Id", Name, 16, p => p.Id),
            new("Version", "Version", Text, 8, p => p.Version),
            new("Kind", "Kind", Text, 8, p => string.Join(", ", p.Kind)) { Expression = "$_.Kind -join ', '" },
            new("State", "State", Text, 8, p => p.State),
            new("Unconfined", "Unconfined", Flag, 10, p => p.Unconfined),
            new("Problem", "Problem", Name, 24, p => p.Problem)
        );

    public static View<PluginCheck> Check { get; } =
        new(
            new("Plugin", "Plugin", Name, 14, c => c.Plugin),
            new("Check", "Check", Name, 24, c => c.Check),
            new("Passed", "Passed", Flag, 6, c => c.Passed),
            new("Detail", "Detail", Name, 40, c => c.Detail)
        );
}
