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

    /// <summary>The sessions that this one continues, the oldest first.</summary>
    private readonly Ancestor[] ancestors = [];
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
        Dictionary<string, Ancestor> found = new(StringComparer.Ordinal);
        Queue<string> open = new(about.Origins);
        while (open.TryDequeue(out string? id) && found.Count < MostAncestors)
        {
            if (id == session || found.ContainsKey(id))
                continue;
            ClineAbout? origin = IsName(id) ? ClineLocations.AboutIn(Path.Combine(folder, "..", id)) : null;
            found.Add(id, new Ancestor(id, StartOf(id, origin), origin?.ImportedMs ?? long.MinValue));
            foreach (string next in origin?.Origins ?? [])
                open.Enqueue(next);
        }

        ancestors = [.. found.Values.OrderBy(ancestor => ancestor.StartMs).ThenBy(ancestor => ancestor.Id, StringComparer.Ordinal)];
    }

    /// <summary>Goes to the next message. One without a time was written with the one before it.</summary>
    public void Next(long? ms) => lastMs = ms ?? lastMs;

    /// <summary>True if the message came with an import, here or where it was copied from: it is another agent's request.</summary>
    public bool IsImported => lastMs < Math.Max(importedMs, Origin?.ImportedMs ?? long.MinValue);

    /// <summary>The session whose message this is a copy of; null for the session's own.</summary>
    public string? Writer => Origin?.Id;

    /// <summary>Of the sessions that were there already the youngest: it was gone on with before it was forked.</summary>
    private Ancestor? Origin =>
        ancestors.Length == 0 || lastMs >= startMs
            ? null
            : ancestors[Math.Max(0, Array.FindLastIndex(ancestors, ancestor => ancestor.StartMs <= lastMs))];

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

    /// <summary>A session that is continued.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="StartMs">When it began, in Unix milliseconds.</param>
    /// <param name="ImportedMs">When it was imported; the least time if it was not.</param>
    private sealed record Ancestor(string Id, long StartMs, long ImportedMs);
}
