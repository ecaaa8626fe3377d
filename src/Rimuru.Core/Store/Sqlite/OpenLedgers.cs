namespace Rimuru.Core.Store.Sqlite;

/// <summary>
/// The ledger files that this process has open. On Unix, closing any handle of a file ends all locks that the process has on it, SQLite's
/// too; then another process may take away the journal that this one still writes to. So an open file is not opened in any other way.
/// </summary>
internal static class OpenLedgers
{
    private static readonly Dictionary<string, int> Counts = new(StringComparer.Ordinal);

    /// <summary>Notes that a file is about to be opened, after a look at it if it is not open yet.</summary>
    public static void Enter(string path, Action look)
    {
        lock (Counts)
        {
            int count = Counts.GetValueOrDefault(path);
            if (count == 0)
                look();
            Counts[path] = count + 1;
        }
    }

    public static void Leave(string path)
    {
        lock (Counts)
        {
            int count = Counts.GetValueOrDefault(path);
            if (count > 1)
                Counts[path] = count - 1;
            else
                Counts.Remove(path);
        }
    }
}
