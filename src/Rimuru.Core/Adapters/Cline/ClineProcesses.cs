using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>The process in a session's own file, which exists while the session runs.</summary>
internal static class ClineProcesses
{
    /// <summary>How recently a session must have been written to be examined.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    public static IEnumerable<SessionProcess> Of(IReadOnlyList<string> roots, DateTimeOffset now)
    {
        foreach (string folder in LogFiles.Roots(roots).SelectMany(LogFiles.FoldersIn))
        {
            FileInfo file = new(Path.Combine(folder, Path.GetFileName(folder) + ".json"));
            if (file.Exists && now - file.LastWriteTimeUtc < Recent && Read(file.FullName) is { } process)
                yield return process;
        }
    }

    private static SessionProcess? Read(string path)
    {
        try
        {
            using JsonDocument document = JsonFields.ParseFile(path);
            JsonElement root = document.RootElement;
            ClineAbout about = ClineAbout.Of(root, new NameTable());
            if (about is not { Id: { } id, End: SessionEnd.OpenTurn, StartedMs: { } started } || !root.Get("pid"u8).TryGetId(out int pid))
                return null;
            return new SessionProcess(id, pid, null, Moment.Of(started));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // it is read as a file of its own, with a warning
        }
    }
}
