using Rimuru.Core.Store;

namespace Rimuru.Core.Parameters;

/// <summary>A ledger as a user names it.</summary>
internal static class DatabaseArgument
{
    /// <inheritdoc cref="LedgerStore.IsPath"/>
    public static bool IsPath(string text) => LedgerStore.IsPath(text);
}
