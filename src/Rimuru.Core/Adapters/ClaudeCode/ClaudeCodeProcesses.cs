using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>
/// The files <c>sessions/&lt;pid&gt;.json</c> beside the projects, one per running Claude Code. The file of a killed process stays.
/// </summary>
internal static class ClaudeCodeProcesses
{
    public static IEnumerable<SessionProcess> Of(IReadOnlyList<string> roots)
    {
        foreach (string root in LogFiles.Roots(roots))
        {
            if (Path.GetFileName(root) != ClaudeCodeLocations.Projects)
                continue;
            foreach (string file in LogFiles.In(Path.Combine(Path.GetDirectoryName(root)!, "sessions"), "*.json"))
            {
                if (Read(file) is { } process)
                    yield return process;
            }
        }
    }

    private static SessionProcess? Read(string file)
    {
        try
        {
            using JsonDocument document = JsonFields.ParseFile(file);
            JsonElement root = document.RootElement;
            NameTable names = new();
            if (root.Text("sessionId"u8, names) is not { } session || !root.Get("pid"u8).TryGetId(out int pid))
                return null;
            return new SessionProcess(
                session,
                pid,
                root.Text("procStart"u8, names),
                root.Time("startedAt"u8) is { } ms ? Moment.Of(ms) : File.GetLastWriteTimeUtc(file)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // it is being written or is malformed; the log alone decides
        }
    }
}
