namespace Rimuru.Core.Records;

/// <summary>A price table, built from the built-in one and the prices in the store.</summary>
/// <param name="Base">The built-in version and the policy that it was built with.</param>
/// <param name="Version">Its own version.</param>
/// <param name="Content">The table, in the shape of <c>prices.json</c>.</param>
internal sealed record StoredPriceTable(string Base, string Version, byte[] Content);
