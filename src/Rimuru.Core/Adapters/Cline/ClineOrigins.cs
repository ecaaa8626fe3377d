using System.Globalization;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>
/// Where the messages of a session were written. A fork, or a session that was restored from a checkpoint, begins with the messages of
/// another one; an imported session has those of another agent.
/// </summary>
internal sealed class ClineOrigins
{
    private const int MostAncestors = 64;

    private readonly long startMs = long.MinValue;
    private readonly long importedMs = long.MinValue;

    /// <summary>The sessions that this one continues, with the start of each.</summary>
    private readonly Dictionary<string, long> ancestors = new(StringComparer.Ordinal);
    private long lastMs = long.MinValue;

    /// <param name="folder">The folder of the session.</param>
    /// <param name="session">Its id.</param>
    /// <param name="about">The facts in its own file; null if it has none.</param>
    public ClineOrigins(string folder, string session, ClineAbout? about)
    {
        if (about is null)
            return;
        importedMs = about.ImportedMs ?? long.MinValue;
        startMs = StartOf(session, about);
        Queue<string> open = new(about.Origins);
        while (open.TryDequeue(out string? id) && ancestors.Count < MostAncestors)
        {
            if (id == session || ancestors.ContainsKey(id))
                continue;
            ClineAbout? origin = IsName(id) ? ClineLocations.AboutIn(Path.Combine(folder, "..", id)) : null;
            ancestors.Add(id, StartOf(id, origin));
            foreach (string next in origin?.Origins ?? [])
                open.Enqueue(next);
        }
    }

    /// <summary>Goes to the next message. One without a time was written with the one before it.</summary>
    public void Next(long? ms) => lastMs = ms ?? lastMs;

    /// <summary>True if the message came with the import: it is another agent's request.</summary>
    public bool IsImported => lastMs < importedMs;

    /// <summary>The session whose message this is a copy of; null for the session's own.</summary>
    public string? Writer
    {
        get
        {
            if (ancestors.Count == 0 || lastMs >= startMs)
                return null;

            // The youngest that was there already: it was gone on with before it was forked.
            KeyValuePair<string, long>[] byAge =
            [
                .. ancestors.OrderBy(ancestor => ancestor.Value).ThenBy(a => a.Key, StringComparer.Ordinal),
            ];
            return byAge[Math.Max(0, Array.FindLastIndex(byAge, ancestor => ancestor.Value <= lastMs))].Key;
        }
    }

    /// <summary>The id is from a log, and must not lead elsewhere.</summary>
    private static bool IsName(string id) => id is not ("." or "..") && id == Path.GetFileName(id);

    /// <summary>An id begins with the time of its session. A session that is resumed may start once more.</summary>
    private static long StartOf(string session, ClineAbout? about)
    {
        int end = session.IndexOf('_', StringComparison.Ordinal);
        return end > 0 && long.TryParse(session.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out long ms)
            ? ms
            : about?.StartedMs ?? 0;
    }
}
