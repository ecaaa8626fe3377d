namespace Rimuru.Core.Records;

/// <summary>A price table that was made of the built-in one and what the store has.</summary>
/// <param name="Base">The built-in version and the policy that it was made with.</param>
/// <param name="Version">Its own version.</param>
/// <param name="Content">The table, in the shape of <c>prices.json</c>.</param>
internal sealed record StoredPriceTable(string Base, string Version, byte[] Content);
