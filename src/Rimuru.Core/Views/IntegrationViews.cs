using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The table of Rimuru's features inside agents.</summary>
internal static class IntegrationViews
{
    public static View<Integration> Integration { get; } =
        new(
            new("Agent", "Agent", Name, 10, i => i.Agent),
            new("Feature", "Feature", Text, 10, i => i.Feature),
            new("Installed", "Installed", Text, 9, i => i.Installed),
            new("Path", "File", Name, 24, i => i.Path),
            new("Command", "Command", Name, 20, i => i.Command)
        );
}
