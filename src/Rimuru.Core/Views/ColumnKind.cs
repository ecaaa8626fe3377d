namespace Rimuru.Core.Views;

/// <summary>What a column's values are: it decides how they are written and what may be done to them where room is scarce.</summary>
internal enum ColumnKind
{
    /// <summary>A name or a path: it is cut in the middle.</summary>
    Name,

    /// <summary>A word of a few: it is cut like a name, which its width makes needless.</summary>
    Text,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A whole number with separators of thousands; never cut.</summary>
    Count,

    /// <summary>An amount of the currency that the title names: two decimals from one unit up, four significant digits below; never cut.</summary>
    Money,

    /// <summary>An amount with its sign.</summary>
    MoneyChange,

    /// <summary>A price of a million tokens.</summary>
    Price,

    /// <summary>A change in percent, with its sign.</summary>
    Percent,

    /// <summary>Bytes, written in millions.</summary>
    Bytes,

    /// <summary>An instant to the minute, ISO 8601 whatever the culture.</summary>
    Time,

    /// <summary>The time of day of an instant.</summary>
    Clock,

    /// <summary>A length of time.</summary>
    Duration,
}
