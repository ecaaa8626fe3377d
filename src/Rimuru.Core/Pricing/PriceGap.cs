namespace Rimuru.Core.Pricing;

/// <summary>Why there is no number.</summary>
internal enum PriceGap
{
    /// <summary>There is a number.</summary>
    None,

    /// <summary>No row of the table is this model.</summary>
    UnknownModel,

    /// <summary>The model has no price at that time, such as before its release.</summary>
    NoPriceThatDay,

    /// <summary>The table does not say what this tier, speed or other term costs for the model.</summary>
    UnknownTerms,

    /// <summary>The usage holds something that the table has no price for, such as searches.</summary>
    UnknownUnit,

    /// <summary>The figures are too large to be true.</summary>
    Implausible,
}
