using Rimuru.Core.Wording;

namespace Rimuru.Core.Logging;

/// <summary>Reads Rimuru's own log.</summary>
internal sealed class LogService(LogSettings settings)
{
    /// <summary>The current file.</summary>
    public string File => settings.Path;

    /// <summary>Explains how to turn the log on; null if it is on.</summary>
    public string? ExplainOff => settings.IsOn ? null : $"Nothing is logged: logging.level is off. {Terms.TurnLogOn} turns it on.";

    /// <summary>The entries, oldest first.</summary>
    /// <param name="level">Entries that are at least this severe.</param>
    /// <param name="areas">Only of these parts; empty for all.</param>
    /// <param name="newest">At most this many, the newest.</param>
    public IEnumerable<LogEntry> Read(LogLevel level, IReadOnlyList<LogArea> areas, int newest)
    {
        Queue<LogEntry> kept = new();
        foreach (LogEntry entry in LogFile.ReadLines(settings).Select(LogLine.Read).OfType<LogEntry>())
        {
            if (entry.Level > level || (areas.Count > 0 && !areas.Contains(entry.Area)))
                continue;
            kept.Enqueue(entry);
            if (kept.Count > newest)
                kept.Dequeue();
        }

        return kept;
    }
}
