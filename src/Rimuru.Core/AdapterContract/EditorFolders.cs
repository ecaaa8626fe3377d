using Rimuru.Core.Config;

namespace Rimuru.Core.AdapterContract;

/// <summary>The <c>User</c> folders of Visual Studio Code and of editors derived from it.</summary>
internal static class EditorFolders
{
    private const string User = "User";

    /// <summary>The editors that Flathub has, which keep their settings in a folder of their own there.</summary>
    private static readonly (string Editor, string App)[] Flatpaks =
    [
        ("Code", "com.visualstudio.code"),
        ("VSCodium", "com.vscodium.codium"),
    ];

    /// <param name="environment">The machine and its variables.</param>
    /// <param name="editors">The names of the editors' folders.</param>
    public static IEnumerable<string> Of(HostEnvironment environment, IReadOnlyList<string> editors)
    {
        string settings = environment.Platform switch
        {
            HostPlatform.Windows => environment.RoamingData,
            HostPlatform.MacOS => environment.InHome("Library", "Application Support"),
            _ => environment.ConfigHome,
        };
        IEnumerable<string> folders = editors.Select(editor => Path.Combine(settings, editor, User));
        if (environment.Platform == HostPlatform.Linux)
            folders = folders.Concat(
                Flatpaks
                    .Where(known => editors.Contains(known.Editor))
                    .Select(known => environment.InHome(".var", "app", known.App, "config", known.Editor, User))
            );
        return folders.Distinct(); // inside a Flatpak the variable names its folder
    }

    /// <param name="environment">The machine and its variables.</param>
    /// <param name="servers">The folders of the editors' servers on other machines.</param>
    public static IEnumerable<string> OfServers(HostEnvironment environment, IEnumerable<string> servers) =>
        servers.Select(server => environment.InHome(server, "data", User));
}
