using System.Runtime.CompilerServices;

namespace Rimuru.Core.Errors;

/// <summary>Errors that several rooms find about a ledger.</summary>
internal static class LedgerErrors
{
    /// <summary>E9002: there is no ledger where one is expected.</summary>
    public static RimuruException Missing(
        string place,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0
    ) => new(ErrorCodes.PathNotFound, $"There is no ledger at {place}.", place, inner: null, member, file, line);
}
