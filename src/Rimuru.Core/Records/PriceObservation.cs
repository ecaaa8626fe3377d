namespace Rimuru.Core.Records;

/// <summary>A price that a source listed for a model, with the first and the last UTC day on which it did: <c>2026-11-22</c>.</summary>
internal sealed record PriceObservation(string Source, string Provider, string Id, string FirstOn, string LastOn, string Prices);
