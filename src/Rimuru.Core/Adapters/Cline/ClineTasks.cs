using Rimuru.Core.Config;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>The tasks of a VS Code extension: Cline's own, and those of the extensions that were made from it.</summary>
/// <param name="Agent">Whose they are.</param>
/// <param name="Extension">The extension's id, which its folder is named by.</param>
/// <param name="Kind">The kind of key of their requests.</param>
internal sealed record ClineTasks(string Agent, string Extension, KeySpace Kind)
{
    public const string FileName = "ui_messages.json";
    public const string Folder = "tasks";

    private static readonly string[] Editors = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf"];

    public static ClineTasks Cline { get; } = new(ClineIdentity.Agent, "saoudrizwan.claude-dev", ClineIdentity.Request);

    /// <summary>Roo Code, which has no program beside its extension.</summary>
    public static ClineTasks Roo { get; } = new(ClineIdentity.Agent, "rooveterinaryinc.roo-cline", ClineIdentity.Roo);

    /// <summary>Where the extension's tasks lie, in each editor.</summary>
    public IEnumerable<string> Folders(HostEnvironment environment)
    {
        string settings = environment.Platform switch
        {
            HostPlatform.Windows => environment.AgentVariable("APPDATA") ?? environment.InHome("AppData", "Roaming"),
            HostPlatform.MacOS => environment.InHome("Library", "Application Support"),
            _ => environment.AgentVariable("XDG_CONFIG_HOME") ?? environment.InHome(".config"),
        };
        return Editors.Select(editor => Path.Combine(settings, editor, "User", "globalStorage", Extension, Folder))
            .Append(environment.InHome(".vscode-server", "data", "User", "globalStorage", Extension, Folder));
    }

    public static bool IsTask(string path) => Path.GetFileName(path) == FileName;

    /// <summary>True where a file is one of this extension's.</summary>
    public bool Owns(string path) => path.Contains(Extension, StringComparison.Ordinal);
}
