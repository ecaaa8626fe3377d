using System.Text.Json;
using Rimuru.Core.Ingest;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>The older storage: <c>session/&lt;project&gt;/&lt;session&gt;.json</c>, <c>message/&lt;session&gt;/&lt;message&gt;.json</c>, <c>part/&lt;message&gt;/&lt;part&gt;.json</c>.</summary>
/// <param name="Root">The <c>storage</c> folder.</param>
internal sealed record OpenCodeStorage(string Root)
{
    private const string Ending = ".json";
    private const string Messages = "message";

    /// <summary>The storage that the folder of a session's messages belongs to.</summary>
    public static OpenCodeStorage Of(string messages) => new(Path.GetDirectoryName(Path.GetDirectoryName(messages)!)!);

    public string? SessionFile(string sessionId)
    {
        string folder = Path.Combine(Root, "session");
        if (!Directory.Exists(folder)) return null;
        return Directory.EnumerateDirectories(folder).Select(project => Path.Combine(project, sessionId + Ending)).FirstOrDefault(File.Exists);
    }

    public IEnumerable<string> SessionFolders() => FoldersOf(Path.Combine(Root, Messages));

    /// <summary>Message files in the order of their ids.</summary>
    public static IEnumerable<string> MessageFiles(string messages) =>
        Directory.Exists(messages) ? Directory.EnumerateFiles(messages, "*" + Ending).Order(StringComparer.Ordinal) : [];

    /// <summary>Each session's messages as one file: its size and time change whenever one of them or the session itself does.</summary>
    public IEnumerable<LogFile> Sessions()
    {
        Dictionary<string, FileInfo> files = new(StringComparer.Ordinal);
        foreach (string project in FoldersOf(Path.Combine(Root, "session")))
        {
            foreach (FileInfo file in new DirectoryInfo(project).EnumerateFiles("*" + Ending)) files[Path.GetFileNameWithoutExtension(file.Name)] = file;
        }

        foreach (string folder in SessionFolders())
        {
            long size = 0, modified = 0;
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*" + Ending)) Count(file);
            if (size == 0) continue;
            if (files.TryGetValue(Path.GetFileName(folder), out FileInfo? session)) Count(session);
            yield return new LogFile(folder, size, modified);

            void Count(FileInfo file)
            {
                size += file.Length;
                modified = Math.Max(modified, file.LastWriteTimeUtc.Ticks);
            }
        }
    }

    public OpenCodeSession Session(OpenCodeFamily family, string sessionId, NameTable names)
    {
        SessionRef session = new(family.Agent, sessionId);
        try
        {
            OpenCodeSession found = SessionFile(sessionId) is { } file ? OpenCodeSession.Parse(File.ReadAllBytes(file), session, names) : new OpenCodeSession(session);
            return found with { IsLegacy = true };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return new OpenCodeSession(session) { IsLegacy = true }; // its messages count all the same
        }
    }

    /// <summary>A message with the tokens of its steps where it has none of its own.</summary>
    public OpenCodeMessage Message(string file, NameTable names, RowSink sink)
    {
        OpenCodeMessage message = OpenCodeMessage.Parse(File.ReadAllBytes(file), names, sink);
        if (!message.IsAssistant || message.Tokens is not null) return message;
        string parts = Path.Combine(Root, "part", Path.GetFileNameWithoutExtension(file));
        if (!Directory.Exists(parts)) return message;
        foreach (string part in Directory.EnumerateFiles(parts, "*" + Ending))
        {
            if (!OpenCodeMessage.TryReadStep(File.ReadAllBytes(part), sink, out OpenCodeTokens tokens, out long cost)) continue;
            message.Tokens = message.Tokens is { } known ? known + tokens : tokens;
            if (cost > 0) message.CostNano = (message.CostNano ?? 0) + cost;
        }

        return message;
    }

    private static IEnumerable<string> FoldersOf(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];
}
