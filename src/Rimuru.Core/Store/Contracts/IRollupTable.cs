using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>The kept sums.</summary>
internal interface IRollupTable
{
    /// <summary>Adds to the cells, which are made where they are new. Each key comes once, in order.</summary>
    void Add(RollupKind kind, List<RollupCell> cells);
}

/// <summary>What a change adds to one kept sum.</summary>
/// <param name="Key">The number of the quarter hour or hour since 1970 UTC, or the session.</param>
/// <param name="Dimension">The dimension.</param>
/// <param name="Sums">What is added.</param>
internal sealed record RollupCell(long Key, int Dimension, Sums Sums);

/// <summary>What is kept as sums.</summary>
internal enum RollupKind
{
    /// <summary>By quarter hour and everything else but the session.</summary>
    Time,

    /// <summary>By hour, agent, provider, model and evidence: few cells, whatever the number of people, projects and machines.</summary>
    Hour,

    /// <summary>By session and everything else but time.</summary>
    Session,
}

/// <summary>The tables of the kept sums and their columns, which are the same in every store.</summary>
internal static class RollupTables
{
    /// <summary>The sums of a cell, in the order in which they are written and read.</summary>
    public const string Columns =
        "requests, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches, cost, priced_rows, unpriced_requests, unpriced_tokens, included_requests";

    public static string Table(RollupKind kind) => kind switch { RollupKind.Time => "rollup_time", RollupKind.Hour => "rollup_hour", _ => "rollup_session" };

    /// <summary>The column that, with the dimension, is a cell's key.</summary>
    public static string Key(RollupKind kind) => kind switch { RollupKind.Time => "quarter", RollupKind.Hour => "hour", _ => "session" };

    /// <summary>The length of a cell's time.</summary>
    public static long UnitMs(RollupKind kind) => kind == RollupKind.Hour ? 4 * QuarterHour.Ms : QuarterHour.Ms;
}
