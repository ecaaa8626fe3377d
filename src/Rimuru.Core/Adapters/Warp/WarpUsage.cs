using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Warp;

/// <summary>
/// What Warp keeps of a conversation's use: credits and cents. Totals of tokens tell no input from output and have no price.
/// </summary>
internal static class WarpUsage
{
    public const string CreditUnit = "Warp credits";

    private const decimal CentsPerUsd = 100;

    public static Credits CreditsOf(JsonElement usage) => usage.CreditsOf("credits_spent"u8, CreditUnit);

    /// <summary>What the providers' models cost; older conversations have none.</summary>
    public static NanoUsd? CostOf(JsonElement usage)
    {
        JsonElement cents = usage.Get("total_provider_cost_in_cents"u8);
        return cents.ValueKind == JsonValueKind.Number && cents.TryGetDecimal(out decimal amount)
            ? ReportedCost.Known(amount / CentsPerUsd)
            : null;
    }

    /// <summary>The models that a conversation used.</summary>
    public static List<string> ModelsOf(JsonElement usage, NameTable names) =>
        [
            .. usage
                .Get("token_usage"u8)
                .Items()
                .Select(part => part.Text("model_id"u8, names))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
}
