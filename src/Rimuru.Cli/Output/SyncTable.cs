using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

internal static class SyncTable
{
    public static void Print(IReadOnlyList<SyncResult> results, string ledger)
    {
        Table.Print(SessionViews.Sync, results);
        Terminal.Line($"Ledger: {ledger}");
    }
}
