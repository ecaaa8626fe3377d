using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// The older storage: <c>session/&lt;project&gt;/&lt;session&gt;.json</c>, <c>message/&lt;session&gt;/&lt;message&gt;.json</c>,
/// <c>part/&lt;message&gt;/&lt;part&gt;.json</c>.
/// </summary>
/// <param name="Root">The <c>storage</c> folder.</param>
internal sealed record OpenCodeStorage(string Root)
{
    private const string Ending = ".json";

    /// <summary>The storage that contains a session's messages folder.</summary>
    public static OpenCodeStorage Of(string messages) => new(Path.GetDirectoryName(Path.GetDirectoryName(messages)!)!);

    /// <summary>The file of a session. Its id may come from a message, so it is checked not to lead elsewhere.</summary>
    public string? SessionFile(string sessionId) =>
        !RegularFile.IsName(sessionId)
            ? null
            : LogFiles
                .FoldersIn(Path.Combine(Root, "session"))
                .Select(project => Path.Combine(project, sessionId + Ending))
                .FirstOrDefault(RegularFile.Exists);

    /// <summary>Every message file of every session.</summary>
    public IEnumerable<LogFile> Messages() => LogFiles.Below(Path.Combine(Root, "message"), Ending);

    /// <summary>One session's message files, in the order of their ids.</summary>
    public static IEnumerable<string> MessagesIn(string folder) => LogFiles.In(folder, "*" + Ending);

    /// <summary>Each session's messages as one file, whose size and time change whenever a message or the session itself does.</summary>
    public IEnumerable<LogFile> Sessions()
    {
        List<LogFile> refused = [];
        Dictionary<string, LogFile> folders = new(StringComparer.Ordinal);
        foreach (LogFile message in Messages())
        {
            if (message.IsRefused)
            {
                refused.Add(message);
                continue;
            }

            string folder = Path.GetDirectoryName(message.Path)!;
            folders[folder] = (folders.TryGetValue(folder, out LogFile? known) ? known : new LogFile(folder, 0, 0)).With(message);
        }

        if (folders.Count == 0)
            return refused;
        Dictionary<string, LogFile> sessions = LogFiles
            .Below(Path.Combine(Root, "session"), Ending)
            .GroupBy(file => Path.GetFileNameWithoutExtension(file.Path))
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return refused.Concat(
            folders.Values.Select(folder =>
                sessions.TryGetValue(Path.GetFileName(folder.Path), out LogFile? session) ? folder.With(session) : folder
            )
        );
    }

    public OpenCodeSession Session(OpenCodeFamily family, string sessionId, NameTable names)
    {
        SessionRef session = new(family.Agent, sessionId);
        try
        {
            OpenCodeSession found = SessionFile(sessionId) is { } file
                ? OpenCodeSession.Parse(RegularFile.ReadAllBytes(file), session, names)
                : new OpenCodeSession(session);
            return found with { IsLegacy = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return new OpenCodeSession(session) { IsLegacy = true }; // its messages still count
        }
    }

    /// <summary>A message with its steps. If only its identity is needed, steps are read only if it has no tokens of its own.</summary>
    public OpenCodeMessage Message(string file, NameTable names, RowSink sink, bool isIdentity = false)
    {
        OpenCodeMessage message = OpenCodeMessage.Parse(RegularFile.ReadAllBytes(file), names, sink);
        if (!message.IsAssistant || (isIdentity && message.HasTokens))
            return message;
        OpenCodeSteps steps = new();
        foreach (string part in LogFiles.In(Path.Combine(Root, "part", Path.GetFileNameWithoutExtension(file)), "*" + Ending))
        {
            try
            {
                if (new FileInfo(part).Length <= OpenCodeSteps.MaxBytes)
                    steps.Add(RegularFile.ReadAllBytes(part), sink);
            }
            catch (Exception e) when (message.HasTokens && (e is IOException or UnauthorizedAccessException || Json.IsDefect(e)))
            {
                // The message's own tokens are used.
            }
        }

        message.Take(steps, isCostTooHigh: false);
        return message;
    }
}
