using System.Text;

namespace Rimuru.Core.Reports;

/// <summary>The session ids of a filter. A pipeline may supply thousands, so ids without wildcards are in a set.</summary>
internal sealed class SessionNames(IReadOnlyList<string> names)
{
    private readonly HashSet<string> exact = new(names.Where(name => !ReportFilter.IsPattern(name)), StringComparer.OrdinalIgnoreCase);
    private readonly string[] patterns = [.. names.Where(ReportFilter.IsPattern)];

    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>The ids if all are ASCII without wildcards; null otherwise.</summary>
    public IReadOnlyList<string>? Ids => Names.Count > 0 && patterns.Length == 0 && Names.All(name => Ascii.IsValid(name)) ? Names : null;

    public bool Match(string sessionId) =>
        Names.Count == 0 || exact.Contains(sessionId) || (patterns.Length > 0 && ReportFilter.Matches(patterns, sessionId));
}
