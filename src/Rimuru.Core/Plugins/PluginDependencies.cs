using Rimuru.Core.Errors;

namespace Rimuru.Core.Plugins;

/// <summary>What plugins need of each other. E10004 names what is missing, has another version, or goes in a circle.</summary>
internal static class PluginDependencies
{
    /// <summary>Checks the needs of a plugin, and of those that it needs.</summary>
    public static void Check(string id, IReadOnlyList<PluginDependency> needs, IReadOnlyList<InstalledPlugin> others) =>
        Check(id, needs, others, [id]);

    /// <summary>Checks that the plugins which need this one take the version.</summary>
    public static void CheckOthers(string id, string version, IReadOnlyList<InstalledPlugin> others)
    {
        foreach (InstalledPlugin other in others)
        {
            foreach (PluginDependency need in other.Dependency.Where(need => need.Id == id))
                Demand(other.Id, need, version);
        }
    }

    private static void Check(string id, IReadOnlyList<PluginDependency> needs, IReadOnlyList<InstalledPlugin> others, List<string> way)
    {
        foreach (PluginDependency need in needs)
        {
            if (way.Contains(need.Id))
                throw Wrong(id, $"plugins need each other in a circle: {string.Join(" needs ", way.Append(need.Id))}");
            InstalledPlugin found =
                others.FirstOrDefault(one => one.Id == need.Id && one.Enabled)
                ?? throw Wrong(id, $"{way[^1]} needs the plugin {need}, which is not installed or disabled");
            Demand(way[^1], need, found.Version);
            Check(id, found.Dependency, others, [.. way, need.Id]);
        }
    }

    private static void Demand(string id, PluginDependency need, string version)
    {
        if (VersionRange.Parse(need.Range)?.Has(SemanticVersion.Parse(version)!) != true)
            throw Wrong(id, $"{id} needs {need}, and {need.Id} is {version}");
    }

    private static RimuruException Wrong(string id, string problem) =>
        new(ErrorCodes.PluginDependency, $"The plugin {id} cannot be used: {problem}.", id);
}
