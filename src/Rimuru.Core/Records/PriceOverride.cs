namespace Rimuru.Core.Records;

/// <summary>A price that the user set.</summary>
/// <param name="Provider">The provider as logs name it; empty for any.</param>
/// <param name="Model">The model as logs name it.</param>
/// <param name="FromOn">The first UTC day on which it applies, <c>2026-11-22</c>; empty for always.</param>
/// <param name="Aliases">Other names of the model.</param>
/// <param name="Prices">The rates that were set, as JSON in the schema of <c>prices.json</c>.</param>
internal sealed record PriceOverride(string Provider, string Model, string FromOn, IReadOnlyList<string> Aliases, string Prices);
