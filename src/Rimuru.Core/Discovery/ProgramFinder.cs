using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Discovery;

/// <summary>Finds programs by name: on the path, then where package managers and the agents' own installers put them. Starts nothing.</summary>
internal sealed class ProgramFinder(HostEnvironment environment)
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] HomeFolders =
    [
        ".local/bin", "bin", ".npm-global/bin", ".bun/bin", ".volta/bin", ".cargo/bin", ".yarn/bin", ".local/share/pnpm", "Library/pnpm", ".asdf/shims", ".local/share/mise/shims", "scoop/shims",
    ];

    /// <summary>Every file that a program of these names may be, each once.</summary>
    public IEnumerable<string> Find(AgentProgram program)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string folder in Folders(program))
        {
            foreach (string name in program.Names.SelectMany(WithEndings))
            {
                string path = Path.Combine(folder, name);
                if (IsProgram(path) && seen.Add(LogFiles.Canonical(path))) yield return path;
            }
        }
    }

    /// <summary>Another home's programs are those below it: the path is that of the user who asks.</summary>
    private IEnumerable<string> Folders(AgentProgram program)
    {
        IEnumerable<string> below = program.OwnFolders.Concat(HomeFolders).Select(folder => environment.InHome(folder.Split('/')))
            .Concat(LogFiles.FoldersIn(environment.InHome(".nvm", "versions", "node")).Reverse().Select(node => Path.Combine(node, "bin")));
        if (!environment.IsOwnHome) return below;
        char separator = environment.Platform == HostPlatform.Windows ? ';' : ':';
        return (environment.Variable("PATH") ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified) // a cloned repository must not say what claude is
            .Concat(below).Concat(environment.Platform switch
            {
                HostPlatform.MacOS => ["/opt/homebrew/bin", "/usr/local/bin"],
                HostPlatform.Windows =>
                [
                    Path.Combine(environment.Variable("APPDATA") ?? environment.InHome("AppData", "Roaming"), "npm"),
                    Path.Combine(environment.Variable("LOCALAPPDATA") ?? environment.InHome("AppData", "Local"), "Microsoft", "WinGet", "Links"),
                ],
                _ => (string[])[],
            });
    }

    private IEnumerable<string> WithEndings(string name) => environment.Platform == HostPlatform.Windows ? [$"{name}.exe", $"{name}.cmd", $"{name}.bat"] : [name];

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
