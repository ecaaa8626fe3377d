using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>The user's settings: <c>local.toml</c> or <c>local.yaml</c>, whichever is there. The library of the other is not loaded.</summary>
internal static class SettingsFile
{
    /// <summary>The file that is there, and its text; <c>local.yaml</c> without a text where there is none. E4005 where both are there.</summary>
    public static (string Path, string? Text) Find(ConfigPaths paths)
    {
        string? toml = ConfigFile.Read(paths.TomlFile), yaml = ConfigFile.Read(paths.YamlFile);
        if (toml is null) return (paths.YamlFile, yaml);
        if (yaml is null) return (paths.TomlFile, toml);
        throw new RimuruException(
            ErrorCodes.ConfigDuplicate, $"{paths.TomlFile} and {paths.YamlFile} are both there. Keep local.toml: move into it what local.yaml sets, and delete local.yaml.", paths.TomlFile);
    }

    /// <summary>Reads what a file sets into a layer. E4001 to E4005 name the file and line that are wrong.</summary>
    public static void ReadInto(ConfigLayer layer, ConfigSchema schema, string path, string text)
    {
        if (IsToml(path)) TomlFile.ReadInto(layer, schema, path, text);
        else YamlFile.ReadInto(layer, schema, path, text);
    }

    /// <summary>Begins to change a file.</summary>
    public static IConfigEdit Edit(string path, string text) => IsToml(path) ? new TomlEdit(path, text) : new YamlEdit(path, text);

    private static bool IsToml(string path) => path.EndsWith(".toml", StringComparison.Ordinal);
}
