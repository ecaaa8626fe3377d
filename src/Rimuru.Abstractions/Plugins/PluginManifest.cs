namespace Rimuru;

/// <summary>What a plugin says about itself in its <c>plugin.yaml</c>.</summary>
public sealed record PluginManifest
{
    /// <summary>Its id: 2 to 64 small letters, digits and hyphens, a letter first.</summary>
    public required string Id { get; init; }

    /// <summary>Its semantic version: <c>1.2.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Its name for people; null if it has none but its id.</summary>
    public string? Name { get; init; }

    /// <summary>What it does, in one line.</summary>
    public string? Description { get; init; }

    /// <summary>Who wrote it.</summary>
    public string? Author { get; init; }

    /// <summary>What it adds.</summary>
    public IReadOnlyList<PluginKind> Kind { get; init; } = [];

    /// <summary>Its script or assembly, relative to its folder.</summary>
    public required string Entry { get; init; }

    /// <summary>The full name of the class in its assembly; null for a script.</summary>
    public string? TypeName { get; init; }

    /// <summary>What it is written in, by the ending of its entry.</summary>
    public PluginLanguage Language { get; init; }

    /// <summary>The oldest version of Rimuru that it works with; null for any.</summary>
    public string? MinimumRimuru { get; init; }

    /// <summary>What it may use.</summary>
    public PluginNeeds Needs { get; init; } = new();

    /// <summary>The plugins that must be installed with it.</summary>
    public IReadOnlyList<PluginDependency> Dependency { get; init; } = [];

    /// <summary>About the format; null if it is no exporter.</summary>
    public PluginExporter? Exporter { get; init; }

    /// <summary>About the agent; null if it adds none.</summary>
    public PluginAgent? Agent { get; init; }

    /// <summary>About the view; null if it adds none.</summary>
    public PluginView? View { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Version}";
}
