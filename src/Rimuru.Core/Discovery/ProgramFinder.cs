using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Discovery;

/// <summary>
/// Finds programs by name: on PATH, then in the folders of package managers and of the agents' own installers. Starts nothing.
/// </summary>
internal sealed class ProgramFinder(HostEnvironment environment)
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] HomeFolders =
    [
        ".local/bin",
        "bin",
        ".npm-global/bin",
        ".bun/bin",
        ".volta/bin",
        ".cargo/bin",
        ".yarn/bin",
        ".local/share/pnpm",
        "Library/pnpm",
        ".asdf/shims",
        ".local/share/mise/shims",
        "scoop/shims",
    ];

    /// <summary>Every candidate file for a program with one of these names, without duplicates.</summary>
    public IEnumerable<string> Find(AgentProgram program)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string folder in Folders(program))
        {
            foreach (string name in program.Names.SelectMany(WithEndings))
            {
                string path = Path.Combine(folder, name);
                if (IsProgram(path) && seen.Add(FinalPath.Of(path)))
                    yield return path;
            }
        }
    }

    /// <summary>For another home only programs below it count, because PATH belongs to the current user.</summary>
    private IEnumerable<string> Folders(AgentProgram program)
    {
        IEnumerable<string> below = program
            .OwnFolders.Concat(HomeFolders)
            .Select(folder => environment.InHome(folder.Split('/')))
            .Concat(LogFiles.FoldersIn(environment.InHome(".nvm", "versions", "node")).Reverse().Select(node => Path.Combine(node, "bin")));
        if (!environment.IsOwnHome)
            return below;
        char separator = environment.Platform == HostPlatform.Windows ? ';' : ':';
        return (environment.Variable("PATH") ?? "")
            .Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified) // a cloned repository must not supply a program named claude
            .Concat(below)
            .Concat(
                environment.Platform switch
                {
                    HostPlatform.MacOS => ["/opt/homebrew/bin", "/usr/local/bin"],
                    HostPlatform.Windows =>
                    [
                        Path.Combine(environment.Variable("APPDATA") ?? environment.InHome("AppData", "Roaming"), "npm"),
                        Path.Combine(
                            environment.Variable("LOCALAPPDATA") ?? environment.InHome("AppData", "Local"),
                            "Microsoft",
                            "WinGet",
                            "Links"
                        ),
                    ],
                    _ => (string[])[],
                }
            );
    }

    private IEnumerable<string> WithEndings(string name) =>
        environment.Platform == HostPlatform.Windows ? [$"{name}.exe", $"{name}.cmd", $"{name}.bat"] : [name];

    private static bool IsProgram(string path)
    {
        try
        {
            return RegularFile.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
