using System.Globalization;
using Rimuru.Core.Files;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Guard;

/// <summary>
/// Which warnings were shown, so that each is shown once for a window and a session: a private file of hashes that begins anew when it is
/// full.
/// </summary>
internal sealed class GuardMemory(string path)
{
    private const int Full = 16 * 1024;

    /// <summary>True if a warning was not shown before; false from then on, and where that cannot be kept.</summary>
    public bool IsFirst(BudgetStatus status, string ledger, string? sessionId) =>
        IsFirst(string.Join('\n', ledger, status.File, status.Name, status.Limit, status.WindowStart?.UtcTicks, sessionId));

    /// <summary>The same of the warning that a session goes in circles.</summary>
    public bool IsFirst(RunawayStretch loop, string ledger, string? sessionId) =>
        IsFirst(string.Join('\n', ledger, nameof(RunawayReason.Loop), loop.FirstMs, sessionId));

    private bool IsFirst(string key)
    {
        string hash = StableHash.Of(key).ToString("x16", CultureInfo.InvariantCulture);
        try
        {
            string known = RegularFile.Exists(path) ? RegularFile.ReadAllText(path) : "";
            if (known.Contains(hash, StringComparison.Ordinal))
                return false;
            if (known.Length >= Full)
                File.Delete(path);
            PrivateFile.Create(path);
            File.AppendAllText(path, hash + "\n");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // a warning at every prompt would be worse than none
        }
    }
}
