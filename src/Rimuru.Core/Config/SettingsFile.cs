using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>
/// The user's settings: <c>local.toml</c> or <c>local.yaml</c>, whichever exists. The parser of the other format is not loaded.
/// </summary>
internal static class SettingsFile
{
    /// <summary>The existing file and its text; <c>local.yaml</c> with null if there is none. E4005: both exist.</summary>
    public static (string Path, string? Text) Find(ConfigPaths paths)
    {
        string? toml = ConfigFile.Read(paths.TomlFile),
            yaml = ConfigFile.Read(paths.YamlFile);
        if (toml is null)
            return (paths.YamlFile, yaml);
        if (yaml is null)
            return (paths.TomlFile, toml);
        throw new RimuruException(
            ErrorCodes.ConfigDuplicate,
            $"{paths.TomlFile} and {paths.YamlFile} both exist. Keep local.toml: move the settings of local.yaml into it, and delete "
                + "local.yaml.",
            paths.TomlFile
        );
    }

    /// <summary>Reads the settings of a file into a layer. E4001 to E4005 name the wrong file and line.</summary>
    public static void ReadInto(ConfigLayer layer, ConfigSchema schema, string path, string text)
    {
        if (IsToml(path))
            TomlFile.ReadInto(layer, schema, path, text);
        else
            YamlFile.ReadInto(layer, schema, path, text);
    }

    /// <summary>Starts an edit of a file's text.</summary>
    public static ConfigEdit Edit(string path, string text) => IsToml(path) ? new TomlEdit(path, text) : new YamlEdit(path, text);

    private static bool IsToml(string path) => path.EndsWith(".toml", StringComparison.Ordinal);
}
