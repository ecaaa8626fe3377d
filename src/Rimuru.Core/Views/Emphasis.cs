namespace Rimuru.Core.Views;

/// <summary>How a value stands out on a terminal that has colours.</summary>
internal enum Emphasis
{
    None,

    /// <summary>Incomplete or estimated, or something needs attention.</summary>
    Doubtful,

    /// <summary>Something failed.</summary>
    Bad,
}
