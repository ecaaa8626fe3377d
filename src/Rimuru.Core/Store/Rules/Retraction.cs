namespace Rimuru.Core.Store.Rules;

/// <summary>The reasons, as flags, why a row does not count.</summary>
internal static class Retraction
{
    /// <summary>The row is a copy of another thread's row.</summary>
    public const int Copy = 1;

    /// <summary>A better record of the same response replaced the row.</summary>
    public const int Replaced = 2;

    /// <summary>The row is an estimate in the time range of a bill.</summary>
    public const int Billed = 4;

    /// <summary>The row was inferred from totals, which no longer prove it.</summary>
    public const int Unproven = 8;
}
