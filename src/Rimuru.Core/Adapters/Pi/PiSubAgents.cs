using System.Text;
using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>
/// Sub-agents with a session file of their own. The result of the tool that started one has its whole usage, which the file replaces if it
/// exists. The result is recorded as a thread whose parent is the file.
/// </summary>
internal static class PiSubAgents
{
    private const byte File = 1;
    private const byte Result = 2;
    private const int Deepest = 6;

    public static Lineage OwnFile(string path) =>
        new()
        {
            Agent = PiIdentity.Agent,
            Thread = ThreadOf(path),
            Source = File,
            Content = [1],
        };

    public static Lineage ToolResult(RecordKey row, string file) =>
        new()
        {
            Agent = PiIdentity.Agent,
            Thread = row,
            Source = Result,
            Parent = ThreadOf(file),
            Content = row.ToArray(),
        };

    public static IEnumerable<Verdict> Resolve(IReadOnlyList<Lineage> sources, IReadOnlyList<Lineage> parent)
    {
        bool hasFile = parent.Any(lineage => lineage is { Source: File, Content.Length: > 0 });
        foreach (Lineage lineage in sources)
        {
            if (lineage is { Source: Result, Content.Length: RecordKey.Size })
                yield return new Verdict(RecordKey.Read(lineage.Content), hasFile);
        }
    }

    /// <summary>The session file in the details of a tool's result; null if there is none, or several.</summary>
    public static string? FileIn(JsonElement details)
    {
        HashSet<string> files = new(StringComparer.Ordinal);
        Collect(details, files, 0);
        return files.Count == 1 ? files.First() : null;
    }

    private static void Collect(JsonElement value, HashSet<string> files, int depth)
    {
        if (depth > Deepest)
            return;
        if (value.Text() is { Length: < 4096 } text && text.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
            files.Add(text);
        foreach (JsonElement item in value.Items())
            Collect(item, files, depth + 1);
        foreach ((_, JsonElement item) in value.Properties())
            Collect(item, files, depth + 1);
    }

    /// <summary>
    /// The thread of a file, by its name, which has the session's id; for a file of a run also by its folders, since all runs use the same
    /// file name. The rest of the path is left out, because home folders move.
    /// </summary>
    private static RecordKey ThreadOf(string path)
    {
        string[] parts = path.Split('/', '\\');
        int kept = parts[^1].Contains('_', StringComparison.Ordinal) ? 1 : 4;
        return RecordKey.Of(PiIdentity.Thread, Encoding.UTF8.GetBytes(string.Join('/', parts.TakeLast(kept))));
    }
}
