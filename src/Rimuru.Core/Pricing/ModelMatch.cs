namespace Rimuru.Core.Pricing;

/// <summary>How a model name from a log was matched to a row of the price table; later values are looser matches.</summary>
internal enum ModelMatch
{
    /// <summary>A price that the user set for this name.</summary>
    Override,

    /// <summary>The row's id, in the table of the named provider.</summary>
    Exact,

    /// <summary>An alias of the row.</summary>
    Alias,

    /// <summary>
    /// Matched without a router's or vendor's prefix or a context or variant suffix, or through a seller that charges the vendor's list
    /// price.
    /// </summary>
    Wrapper,

    /// <summary>Matched without a cloud's region prefix, which may add a surcharge.</summary>
    Regional,

    /// <summary>Matched without a release date.</summary>
    DateSuffix,

    /// <summary>Matched after normalizing dots, dashes, spaces and word order.</summary>
    Normalised,

    /// <summary>Matched without an effort or speed suffix; the speed still affects the price.</summary>
    EffortSuffix,

    /// <summary>Matched as a product's own name of a vendor's model, such as <c>claude-opus-4-8-max-fast</c>.</summary>
    Product,

    /// <summary>A model that runs on the user's own machine: free.</summary>
    Local,

    /// <summary>Not a model, such as <c>&lt;synthetic&gt;</c>: free, and never counted as unpriced.</summary>
    NotAModel,

    /// <summary>No match: unpriced.</summary>
    None,
}
