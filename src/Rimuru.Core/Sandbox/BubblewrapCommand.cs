namespace Rimuru.Core.Sandbox;

/// <summary>How bubblewrap is started.</summary>
internal static class BubblewrapCommand
{
    public static IReadOnlyList<string> Base { get; } = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"];

    public static string[] Of(string program, BoxPaths paths, string work, IEnumerable<string> command) =>
        [program, .. Base, .. paths.View, "--chdir", work, "--", .. command];
}
