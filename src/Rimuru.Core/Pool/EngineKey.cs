using System.Collections;
using Rimuru.Core.Config;

namespace Rimuru.Core.Pool;

/// <summary>Everything that an open engine depends on: while the key is the same, the engine can be reused.</summary>
internal sealed record EngineKey(string? HomePath, string? Database, string Surroundings)
{
    private static readonly string[] Folders = ["HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"];

    // The surroundings have the values of variables, and so secrets.
    public override string ToString() => HomePath ?? "the own home";

    public static EngineKey Of(string? homePath, string? database)
    {
        ConfigPaths paths = new(HostEnvironment.Current());
        return new EngineKey(
            homePath,
            database,
            string.Join(
                '\n',
                [
                    .. Variables().Order(StringComparer.Ordinal),
                    StampOf(paths.TomlFile),
                    StampOf(paths.YamlFile),
                    StampOf(paths.DotEnvFile),
                    StampOf(paths.PluginFile),
                ]
            )
        );
    }

    private static IEnumerable<string> Variables()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            string name = (string)variable.Key;
            if (name.StartsWith("RIMURU", StringComparison.OrdinalIgnoreCase) || Folders.Contains(name))
                yield return $"{name}={variable.Value}";
        }
    }

    private static string StampOf(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? $"{path} {file.Length} {file.LastWriteTimeUtc.Ticks}" : path;
    }
}
