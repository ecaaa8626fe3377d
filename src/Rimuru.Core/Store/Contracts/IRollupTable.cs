using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>The kept sums.</summary>
internal interface IRollupTable
{
    /// <summary>Adds to cells, which are created if needed. Each key occurs once, in order.</summary>
    void Add(RollupKind kind, List<RollupCell> cells);

    /// <summary>Widens the times that contain all counted rows of a session. Each session occurs once.</summary>
    void Widen(IReadOnlyCollection<SessionSpan> spans);
}

/// <summary>A time that contains counted rows of a session.</summary>
/// <param name="session">The session's row id.</param>
internal sealed class SessionSpan(long session)
{
    public long Session => session;

    /// <summary>In Unix milliseconds, as <see cref="LastMs"/>.</summary>
    public long FirstMs { get; private set; } = long.MaxValue;

    public long LastMs { get; private set; } = long.MinValue;

    public void Take(long unixMs)
    {
        FirstMs = Math.Min(FirstMs, unixMs);
        LastMs = Math.Max(LastMs, unixMs);
    }
}

/// <summary>An addition to one cell.</summary>
/// <param name="Key">The index of the quarter hour, hour or day since 1970 UTC, or the session's row id.</param>
/// <param name="Dimension">The dimension.</param>
/// <param name="Sums">The sums to add.</param>
internal sealed record RollupCell(long Key, int Dimension, Sums Sums);

/// <summary>The kinds of kept sums.</summary>
internal enum RollupKind
{
    /// <summary>By quarter hour and all other fields except the session.</summary>
    Time,

    /// <summary>
    /// By hour, agent, provider, model, evidence and unit of credits: few cells, independent of the number of users, projects and machines.
    /// </summary>
    Hour,

    /// <summary>By day of UTC and all other fields except the session.</summary>
    Day,

    /// <summary>By session and all other fields except time.</summary>
    Session,
}

/// <summary>The tables and columns of the kept sums, the same in every store.</summary>
internal static class RollupTables
{
    /// <summary>The columns of a cell's sums, in the order of <see cref="SumColumn"/>, each with what it is of the rows of usage.</summary>
    public static IReadOnlyList<(string Name, string OfRows)> Sums { get; } =
    [
        ("requests", "sum(u.requests)"),
        ("input", "sum(u.input)"),
        ("cache_read", "sum(u.cache_read)"),
        ("cache_write_5m", "sum(u.cache_write_5m)"),
        ("cache_write_1h", "sum(u.cache_write_1h)"),
        ("output", "sum(u.output)"),
        ("reasoning", "sum(u.reasoning)"),
        ("web_searches", "sum(u.web_searches)"),
        ("cost", "coalesce(sum(u.cost), 0)"),
        ("priced_rows", "count(u.cost)"),
        ("unpriced_requests", "sum(CASE WHEN u.cost IS NULL THEN u.requests ELSE 0 END)"),
        (
            "unpriced_tokens",
            "sum(CASE WHEN u.cost IS NULL THEN u.input + u.cache_read + u.cache_write_5m + u.cache_write_1h + u.output ELSE 0 END)"
        ),
        ("included_requests", $"sum(CASE WHEN u.cost_status = {(int)CostStatus.Included} THEN u.requests ELSE 0 END)"),
        ("credits", "coalesce(sum(u.reported_credits), 0)"),
        ("cache_saving", "coalesce(sum(u.cache_saving), 0)"),
        ("saving_rows", "count(u.cache_saving)"),
    ];

    /// <summary>The names of the sums, in the order of writing and reading.</summary>
    public static string Columns { get; } = string.Join(", ", Sums.Select(sum => sum.Name));

    /// <summary>A text for every column of the sums, joined.</summary>
    public static string Each(string separator, Func<string, string> textOf) =>
        string.Join(separator, Sums.Select(sum => textOf(sum.Name)));

    public static string Table(RollupKind kind) =>
        kind switch
        {
            RollupKind.Time => "rollup_time",
            RollupKind.Hour => "rollup_hour",
            RollupKind.Day => "rollup_day",
            _ => "rollup_session",
        };

    /// <summary>The column that, with the dimension, is a cell's key.</summary>
    public static string Key(RollupKind kind) =>
        kind switch
        {
            RollupKind.Time => "quarter",
            RollupKind.Hour => "hour",
            RollupKind.Day => "day",
            _ => "session",
        };

    /// <summary>The length of a cell's period.</summary>
    public static long UnitMs(RollupKind kind) =>
        kind switch
        {
            RollupKind.Hour => QuarterHour.InHour * QuarterHour.Ms,
            RollupKind.Day => QuarterHour.InDay * QuarterHour.Ms,
            _ => QuarterHour.Ms,
        };
}
