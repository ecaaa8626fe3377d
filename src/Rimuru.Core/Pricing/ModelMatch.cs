namespace Rimuru.Core.Pricing;

/// <summary>How the name in a log was matched to a row of the price table; later values are looser.</summary>
internal enum ModelMatch
{
    /// <summary>A price that the user set for this name.</summary>
    Override,

    /// <summary>The row's own id, in the table of the provider that was named.</summary>
    Exact,

    /// <summary>Another name that the row lists.</summary>
    Alias,

    /// <summary>After peeling a router's or vendor's prefix, a context or variant suffix, or through a seller that charges the vendor's list.</summary>
    Wrapper,

    /// <summary>After reading a cloud's region prefix, which may carry a surcharge.</summary>
    Regional,

    /// <summary>After peeling a release date.</summary>
    DateSuffix,

    /// <summary>After folding dots, dashes, spaces and word order.</summary>
    Normalised,

    /// <summary>After peeling an effort or speed suffix; the speed stays in the price.</summary>
    EffortSuffix,

    /// <summary>A model that runs on the user's own machine: free.</summary>
    Local,

    /// <summary>Not a model at all, such as <c>&lt;synthetic&gt;</c>: free, and never counted as unpriced.</summary>
    NotAModel,

    /// <summary>Nothing in the table: unpriced.</summary>
    None,
}
