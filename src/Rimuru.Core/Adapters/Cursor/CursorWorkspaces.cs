using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>
/// Finds the folder of a conversation: each window's database lists its conversations. Loaded once, and only if a conversation does not
/// have its folder itself.
/// </summary>
internal sealed class CursorWorkspaces(string database, CancellationToken stop)
{
    private Dictionary<string, string>? folders;

    public string? FolderOfComposer(string composer) => (folders ??= Load()).GetValueOrDefault(composer);

    private Dictionary<string, string> Load()
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (string workspace in CursorLocations.Workspaces(database))
        {
            try
            {
                if (Folder(Path.Combine(workspace, "workspace.json")) is not { } folder)
                    continue;
                foreach (string composer in Composers(Path.Combine(workspace, CursorLocations.Database)))
                    found.TryAdd(composer, folder);
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException || Json.IsDefect(e))
            {
                // The records do not depend on the project.
            }
        }

        return found;
    }

    private static string? Folder(string file)
    {
        if (!File.Exists(file))
            return null;
        using JsonDocument about = JsonFields.ParseFile(file);
        return about.RootElement.TryGetProperty("folder", out JsonElement folder) && folder.ValueKind == JsonValueKind.String
            ? FileUri.PathOf(folder.GetString())
            : null;
    }

    private List<string> Composers(string path)
    {
        List<string> composers = [];
        if (!File.Exists(path))
            return composers;
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        if (!foreign.Columns("ItemTable").Contains("value"))
            return composers;
        using SqliteStatement select = foreign.Database.PrepareFresh(
            "SELECT value FROM ItemTable WHERE key IN ('composer.composerData', 'composer.composerHeaders')"
        );
        while (select.Step())
        {
            if (select.IsNull(0))
                continue;
            using JsonDocument about = JsonFields.Parse(select.Blob(0));
            foreach (JsonElement composer in about.RootElement.Get("allComposers"u8).Items())
            {
                if (
                    composer.ValueKind == JsonValueKind.Object
                    && composer.TryGetProperty("composerId", out JsonElement id)
                    && id.ValueKind == JsonValueKind.String
                )
                    composers.Add(id.GetString()!);
            }
        }

        return composers;
    }
}
