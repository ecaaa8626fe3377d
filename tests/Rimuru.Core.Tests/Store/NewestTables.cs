namespace Rimuru.Core.Tests.Store;

/// <summary>What the newest versions added, which keeps a test from making an older ledger's tables of this version's.</summary>
internal static class NewestTables
{
    public const string Drop =
        "DROP VIEW view_version; DROP VIEW agents; DROP VIEW sessions; DROP VIEW costs; DROP VIEW models; DROP VIEW metrics; "
        + "DROP TABLE rollup_day; DROP TABLE session_span;\n";
}
