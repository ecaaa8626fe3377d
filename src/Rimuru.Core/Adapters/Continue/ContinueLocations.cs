using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Continue;

/// <summary>Where Continue keeps its sessions.</summary>
internal static class ContinueLocations
{
    private const string Sessions = "sessions";
    private const string Index = "sessions.json";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string folder = (configured ?? environment.AgentVariable("CONTINUE_GLOBAL_DIR")) is { } named
            ? Path.TrimEndingDirectorySeparator(environment.Expand(named))
            : environment.InHome(".continue");
        return [Path.GetFileName(folder) == Sessions ? folder : Path.Combine(folder, Sessions)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, ".json", path => Path.GetFileName(path) != Index));

    /// <summary>When the index beside a session's file says that the session was made; null if it does not.</summary>
    public static long? CreatedMs(string path, string session, NameTable names)
    {
        try
        {
            string index = Path.Combine(Path.GetDirectoryName(path)!, Index);
            if (!File.Exists(index))
                return null;
            using JsonDocument document = JsonFields.ParseFile(index, JsonValueKind.Array);
            return document
                .RootElement.Items()
                .Where(entry => entry.Text("sessionId"u8, names) == session)
                .Select(entry => entry.Time("dateCreated"u8))
                .FirstOrDefault();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // it is being written; the file's time takes its place
        }
    }
}
