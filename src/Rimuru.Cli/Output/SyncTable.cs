using System.Globalization;

namespace Rimuru.Cli.Output;

internal static class SyncTable
{
    public static void Print(IReadOnlyList<SyncResult> results, string ledger)
    {
        Table table = new(("Agent", false), ("Files", true), ("Read", true), ("MB", true), ("New", true), ("Changed", true), ("Retracted", true), ("Malformed lines", true));
        foreach (SyncResult result in results)
        {
            table.Add(
                result.Agent, Numbers.Count(result.FilesFound), Numbers.Count(result.FilesRead), (result.BytesRead / 1e6).ToString("N1", CultureInfo.InvariantCulture),
                Numbers.Count(result.RecordsAdded), Numbers.Count(result.RecordsChanged), Numbers.Count(result.RecordsRetracted), Numbers.Count(result.MalformedLines));
        }

        table.Print();
        Terminal.Line($"Ledger: {ledger}");
    }
}
