namespace Rimuru.Core.Views;

/// <summary>The kind of a column's values: decides how they are formatted and whether they may be shortened.</summary>
internal enum ColumnKind
{
    /// <summary>A name or a path: shortened in the middle.</summary>
    Name,

    /// <summary>One of a few words; wide enough not to be shortened.</summary>
    Text,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A whole number with thousands separators; never shortened.</summary>
    Count,

    /// <summary>
    /// An amount in the currency of the title: two decimals from one unit up, four significant digits below; never shortened.
    /// </summary>
    Money,

    /// <summary>An amount with a sign.</summary>
    MoneyChange,

    /// <summary>An amount of money or tokens, as another column says: without decimals if it is whole, else as money.</summary>
    Amount,

    /// <summary>A share in percent, rounded down to a whole number: 100 is all of it.</summary>
    Share,

    /// <summary>A price per million tokens.</summary>
    Price,

    /// <summary>A change in percent, with a sign.</summary>
    Percent,

    /// <summary>Bytes, shown in MB.</summary>
    Bytes,

    /// <summary>An instant to the minute with its offset, ISO 8601 in every culture.</summary>
    Time,

    /// <summary>The time of day of an instant, with its offset.</summary>
    Clock,

    /// <summary>A duration.</summary>
    Duration,
}

internal static class ColumnKinds
{
    /// <summary>True for what is aligned to the right.</summary>
    public static bool IsNumber(this ColumnKind kind) =>
        kind
            is ColumnKind.Count
                or ColumnKind.Money
                or ColumnKind.MoneyChange
                or ColumnKind.Amount
                or ColumnKind.Share
                or ColumnKind.Price
                or ColumnKind.Percent
                or ColumnKind.Bytes;
}
