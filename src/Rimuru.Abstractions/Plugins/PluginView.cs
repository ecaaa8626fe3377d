namespace Rimuru;

/// <summary>What a plugin says about its view: the report that it is made from.</summary>
public sealed record PluginView
{
    /// <summary>The title of the view.</summary>
    public string? Title { get; init; }

    /// <summary>What the costs are grouped by.</summary>
    public IReadOnlyList<CostGrouping> By { get; init; } = [CostGrouping.Day];

    /// <summary>How many of the dearest groups it wants; 0 for all.</summary>
    public int Top { get; init; }
}
