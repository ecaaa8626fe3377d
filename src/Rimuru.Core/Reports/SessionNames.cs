using System.Text;

namespace Rimuru.Core.Reports;

/// <summary>The sessions that a filter names. There may be thousands from a pipeline, so ids without wildcards are looked up, not compared one by one.</summary>
internal sealed class SessionNames(IReadOnlyList<string> names)
{
    private readonly HashSet<string> exact = new(names.Where(name => !ReportFilter.IsPattern(name)), StringComparer.OrdinalIgnoreCase);
    private readonly string[] patterns = [.. names.Where(ReportFilter.IsPattern)];

    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>The ids, where nothing else can match; null where the store cannot tell.</summary>
    public IReadOnlyList<string>? Ids => Names.Count > 0 && patterns.Length == 0 && Names.All(name => Ascii.IsValid(name)) ? Names : null;

    public bool Match(string sessionId) =>
        Names.Count == 0 || exact.Contains(sessionId) || (patterns.Length > 0 && ReportFilter.Matches(patterns, sessionId));
}
