namespace Rimuru.Core.Store.Rules;

/// <summary>The reasons for which a row does not count; a row may have several.</summary>
internal static class Withdrawal
{
    /// <summary>The row is a copy of another thread's.</summary>
    public const int Copy = 1;

    /// <summary>A better record of the same response replaced the row.</summary>
    public const int Superseded = 2;

    /// <summary>The row is an estimate in a time that a bill covers.</summary>
    public const int Billed = 4;

    /// <summary>The row was inferred from totals that no longer prove it.</summary>
    public const int Unproven = 8;
}
