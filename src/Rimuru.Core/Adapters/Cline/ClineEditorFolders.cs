using System.Text.RegularExpressions;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>The <c>User</c> folders of Visual Studio Code, of editors derived from it, and of their servers on other machines.</summary>
internal static class ClineEditorFolders
{
    private const string Before = @"(?<=^[\s{,]*)""";
    private const string Value = @"""\s*:\s*(?<value>""(?:[^""\\]|\\.)*"")";
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly string[] Editors = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf", "Windsurf - Next"];
    private static readonly string[] Servers =
    [
        ".vscode-server",
        ".vscode-server-insiders",
        ".vscodium-server",
        ".cursor-server",
        ".windsurf-server",
    ];

    /// <param name="environment">The machine and its variables.</param>
    /// <param name="only">Editors that have no server; null for the known ones.</param>
    public static IEnumerable<string> Of(HostEnvironment environment, IReadOnlyList<string>? only = null) =>
        only is null
            ? EditorFolders.Of(environment, Editors).Concat(EditorFolders.OfServers(environment, Servers))
            : EditorFolders.Of(environment, only);

    /// <summary>
    /// The values of some settings in a <c>User</c> folder, and in the profiles below it: a profile has settings of its own, but keeps the
    /// storage of extensions where the default one does.
    /// </summary>
    public static IEnumerable<string> Settings(string user, IReadOnlyList<string> names) =>
        names.Count == 0
            ? []
            : LogFiles.FoldersIn(Path.Combine(user, "profiles")).Prepend(user).SelectMany(folder => SettingsIn(folder, names)).Distinct();

    /// <summary>The file may have comments, so each setting is searched for by its name at the start of a line.</summary>
    private static IEnumerable<string> SettingsIn(string folder, IReadOnlyList<string> names)
    {
        if (TextOf(Path.Combine(folder, "settings.json")) is not { } text)
            yield break;
        foreach (string name in names)
        {
            // Few users set one, and a pattern costs more than this check.
            if (!text.Contains($"\"{name}\"", StringComparison.Ordinal))
                continue;
            Match found = Regex.Match(text, Before + Regex.Escape(name) + Value, RegexOptions.Multiline | RegexOptions.CultureInvariant);
            if (found.Success && JsonFields.TextOf(found.Groups["value"].Value) is { Length: > 0 } value)
                yield return value;
        }
    }

    private static string? TextOf(string path)
    {
        try
        {
            return File.Exists(path) ? RegularFile.ReadAllText(path, MostBytes) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the usual places are still searched
        }
    }
}
