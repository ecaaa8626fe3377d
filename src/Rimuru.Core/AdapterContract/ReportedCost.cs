using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>What an agent itself says that something cost, in US dollars.</summary>
internal static class ReportedCost
{
    private const decimal MaxUsd = 1_000_000;

    /// <summary>The amount; null where it is absent, negative or absurd.</summary>
    public static NanoUsd? Of(decimal? usd) => usd is >= 0 and < MaxUsd ? NanoUsd.FromUsd(usd.Value) : null;

    /// <summary>The amount, of an agent that writes zero where it does not know; null for zero too.</summary>
    public static NanoUsd? Known(decimal? usd) => usd is 0 ? null : Of(usd);

    /// <summary>The amount that an object names, of an agent that writes zero where it does not know.</summary>
    public static NanoUsd? Nano(this JsonElement element, ReadOnlySpan<byte> name)
    {
        JsonElement value = element.Get(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal usd) ? Known(usd) : null;
    }
}
