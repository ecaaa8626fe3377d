namespace Rimuru.Core.Plugins;

/// <summary>A package in a repository of PowerShell, as the source of a plugin.</summary>
/// <param name="Repository">The name under which the repository is registered.</param>
/// <param name="Name">The name of the package.</param>
internal sealed record PluginOrigin(string Repository, string Name)
{
    private const string Scheme = "psresource:";

    public override string ToString() => $"{Scheme}{Repository}/{Name}";

    /// <summary>The package that a source names; null if it is a folder or a file.</summary>
    public static PluginOrigin? Of(string source)
    {
        int slash = source.LastIndexOf('/');
        return source.StartsWith(Scheme, StringComparison.Ordinal) && slash > 0
            ? new PluginOrigin(source[Scheme.Length..slash], source[(slash + 1)..])
            : null;
    }
}
