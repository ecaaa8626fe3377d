using Rimuru.Core.Config;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>The tasks of a VS Code extension: Cline's own, and those of extensions derived from it.</summary>
/// <param name="Agent">The name of the agent.</param>
/// <param name="Kind">The kind of key of their requests.</param>
/// <param name="Extensions">The ids under which the extension is published; its folders have these names.</param>
internal sealed record ClineTasks(string Agent, KeySpace Kind, params string[] Extensions)
{
    public const string FileName = "ui_messages.json";
    public const string Folder = "tasks";
    private const string Mock = ".vscode-mock";
    private const string Storage = "globalStorage";

    public static ClineTasks Cline { get; } =
        new(ClineIdentity.Agent, ClineIdentity.Request, "saoudrizwan.claude-dev", "saoudrizwan.cline-nightly");

    /// <summary>Roo Code: its extension, the nightly one, and its CLI, which has its own editor folders.</summary>
    public static ClineTasks Roo { get; } =
        new(ClineIdentity.Agent, ClineIdentity.Roo, "rooveterinaryinc.roo-cline", "rooveterinaryinc.roo-code-nightly")
        {
            HoldsCache = true,
            StorageSettings = ["roo-cline.customStoragePath", "roo-code-nightly.customStoragePath"],
        };

    /// <summary>True if newer versions of the extension log the whole prompt as input.</summary>
    public bool HoldsCache { get; init; }

    /// <summary>True if it imports Roo Code's tasks: the task keeps its id, and its messages their times.</summary>
    public bool ImportsRoo { get; init; }

    /// <summary>The editors that have the extension; null for Visual Studio Code and those derived from it.</summary>
    public IReadOnlyList<string>? Editors { get; init; }

    /// <summary>The editor's settings that change the location of the tasks.</summary>
    public IReadOnlyList<string> StorageSettings { get; init; } = [];

    /// <summary>The folders of the extension's tasks, in each editor and each editor's server.</summary>
    public IEnumerable<string> Folders(HostEnvironment environment)
    {
        foreach (string user in ClineEditorFolders.Of(environment, Editors))
        {
            foreach (string extension in Extensions)
                yield return Path.Combine(user, Storage, extension, Folder);
            foreach (string moved in ClineEditorFolders.Settings(user, StorageSettings))
                yield return Path.Combine(environment.Expand(moved), Folder);
        }

        if (this == Roo)
            yield return environment.InHome(Mock, "global-storage", Folder);
    }

    public static bool IsTask(string path) => Path.GetFileName(path) == FileName;

    /// <summary>
    /// The agent of a task of Cline or Roo Code. If its folder does not show it, its name does: Cline's are times, Roo Code's are random.
    /// </summary>
    public static ClineTasks Of(string path)
    {
        if (Roo.Owns(path) || path.Contains(Mock, StringComparison.Ordinal))
            return Roo;
        return !Cline.Owns(path) && Guid.TryParse(Path.GetFileName(Path.GetDirectoryName(path)), out _) ? Roo : Cline;
    }

    private bool Owns(string path) => Array.Exists(Extensions, extension => path.Contains(extension, StringComparison.OrdinalIgnoreCase));
}
