namespace Rimuru;

/// <summary>What a plugin says about its format of exports.</summary>
public sealed record PluginExporter
{
    /// <summary>What the names of its files end in: <c>.xml</c>; empty if a name does not tell the format.</summary>
    public IReadOnlyList<string> Extension { get; init; } = [];

    /// <summary>True for the columns of tables, for people; false for the fields of JSON, for programs.</summary>
    public bool ForPeople { get; init; }
}
