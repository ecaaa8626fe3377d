namespace Rimuru.Core.Pricing;

/// <summary>Why there is no cost.</summary>
internal enum PriceGap
{
    /// <summary>There is a cost.</summary>
    None,

    /// <summary>The table has no row for this model.</summary>
    UnknownModel,

    /// <summary>The model has no price at that time, such as before its release.</summary>
    NoPriceThatDay,

    /// <summary>The table has no price for this tier, speed or other term of the model.</summary>
    UnknownTerms,

    /// <summary>The usage contains a unit without a price in the table, such as searches.</summary>
    UnknownUnit,

    /// <summary>The figures are implausibly large.</summary>
    Implausible,
}
