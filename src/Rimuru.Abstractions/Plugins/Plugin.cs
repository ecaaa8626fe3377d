namespace Rimuru;

/// <summary>An installed plugin.</summary>
public sealed record Plugin
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>What it adds.</summary>
    public IReadOnlyList<PluginKind> Kind { get; init; } = [];

    /// <summary>Whether it can be used, and if not, why.</summary>
    public PluginState State { get; init; }

    /// <summary>Why it cannot be used; null if it can.</summary>
    public string? Problem { get; init; }

    /// <summary>What it is written in.</summary>
    public PluginLanguage Language { get; init; }

    /// <summary>What it may use: that which was granted when it was installed.</summary>
    public PluginNeeds Granted { get; init; } = new();

    /// <summary>True if the user has chosen to let it run where no walls can be put up.</summary>
    public bool Unconfined { get; init; }

    /// <summary>The plugins that it needs.</summary>
    public IReadOnlyList<PluginDependency> Dependency { get; init; } = [];

    /// <summary>What its manifest says; null if that cannot be read.</summary>
    public PluginManifest? Manifest { get; init; }

    /// <summary>The folder of its files.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Where it was installed from.</summary>
    public string Source { get; init; } = "";

    /// <summary>When it was installed or updated.</summary>
    public DateTimeOffset Installed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Version}";
}
