using System.Runtime.CompilerServices;

namespace Rimuru.Core.Errors;

/// <summary>The two errors whose wording is specified.</summary>
internal static class FixedErrors
{
    /// <summary><c>[E1001] Database connection failed: …</c></summary>
    public static RimuruException DatabaseConnection(
        string detail,
        string? context = null,
        Exception? inner = null,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0
    ) => new(ErrorCodes.DatabaseConnection, $"Database connection failed: {detail}", context, inner, member, file, line);

    /// <summary><c>[E2001] Agent adapter error: …</c></summary>
    public static RimuruException AgentAdapter(
        string detail,
        string? context = null,
        Exception? inner = null,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0
    ) => new(ErrorCodes.AgentAdapter, $"Agent adapter error: {detail}", context, inner, member, file, line);
}
