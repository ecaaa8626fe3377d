namespace Rimuru.Core.Pricing;

/// <summary>Codes of the errors that pricing raises.</summary>
internal static class PricingErrors
{
    /// <summary>The price table cannot be read.</summary>
    internal const string BadTable = "E7001";

    /// <summary>The usage file of a price question cannot be opened.</summary>
    internal const string NoUsageFile = "E7002";

    /// <summary>The usage file is not JSON, or not an array of objects.</summary>
    internal const string NotUsageJson = "E7003";

    /// <summary>A key of a usage item is missing or has a value that makes no sense.</summary>
    internal const string BadUsageItem = "E7004";
}
