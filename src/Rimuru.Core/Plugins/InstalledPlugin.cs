using System.Text.Json.Serialization;

namespace Rimuru.Core.Plugins;

/// <summary>A plugin in the registry: what was granted to it, for which files.</summary>
internal sealed record InstalledPlugin
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>The name of its folder in that of the registry: each installation has its own.</summary>
    public required string Folder { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>True if the user has chosen to run it without walls where there can be none.</summary>
    public bool Unconfined { get; init; }

    /// <summary>Where it came from.</summary>
    public string Source { get; init; } = "";

    public DateTimeOffset Installed { get; init; }

    /// <summary>The hash of each file when it was granted.</summary>
    public required SortedDictionary<string, string> Files { get; init; }

    /// <summary>What it may use: that which its manifest asked for then.</summary>
    public required PluginNeeds Granted { get; init; }

    public IReadOnlyList<PluginKind> Kind { get; init; } = [];

    /// <summary>The name and the folders of its agent, so that agents are known without reading manifests.</summary>
    public PluginAgent? Agent { get; init; }

    /// <summary>The endings of its exporter.</summary>
    public PluginExporter? Exporter { get; init; }

    public IReadOnlyList<PluginDependency> Dependency { get; init; } = [];
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(List<InstalledPlugin>))]
internal sealed partial class RegistryContext : JsonSerializerContext;
