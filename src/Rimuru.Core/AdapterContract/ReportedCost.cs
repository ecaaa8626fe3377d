using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>Costs in US dollars as the agent itself reports them.</summary>
internal static class ReportedCost
{
    private const decimal MaxUsd = 1_000_000;

    /// <summary>The amount; null if it is missing, negative or implausibly large.</summary>
    public static NanoUsd? Of(decimal? usd) => usd is >= 0 and < MaxUsd ? NanoUsd.FromUsd(usd.Value) : null;

    /// <summary>The amount of an agent that writes zero for an unknown cost; null for zero too.</summary>
    public static NanoUsd? Known(decimal? usd) => usd is 0 ? null : Of(usd);

    /// <summary>The amount in an object's property, in xAI's units of a ten-billionth of a dollar.</summary>
    public static NanoUsd? NanoOfTicks(this JsonElement element, ReadOnlySpan<byte> name)
    {
        JsonElement ticks = element.Get(name);
        return ticks.ValueKind == JsonValueKind.Number && ticks.TryGetInt64(out long count) ? Known(count / 10_000_000_000m) : null;
    }

    /// <summary>The amount in an object's property, of an agent that writes zero for an unknown cost.</summary>
    public static NanoUsd? Nano(this JsonElement element, ReadOnlySpan<byte> name)
    {
        JsonElement value = element.Get(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal usd) ? Known(usd) : null;
    }
}
