namespace Rimuru.Core.Tests.Store;

/// <summary>The views for those who ask with SQL, which keep a test from making an older ledger's tables of this version's.</summary>
internal static class LedgerViews
{
    public const string Drop =
        "DROP VIEW view_version; DROP VIEW agents; DROP VIEW sessions; DROP VIEW costs; DROP VIEW models; " + "DROP VIEW metrics;\n";
}
