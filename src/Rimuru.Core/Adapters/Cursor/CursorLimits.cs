using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>The limits of a Cursor plan, as the service answers; its amounts are in cents.</summary>
internal static class CursorLimits
{
    private const decimal Cents = 100;

    public static IEnumerable<LimitReading>? Of(JsonElement json, long atMs)
    {
        JsonElement usage = json.Get("individualUsage"u8);
        if (usage.ValueKind != JsonValueKind.Object)
            return null;
        string plan = json.Text("membershipType"u8, new NameTable()) ?? "";
        return usage
            .Properties()
            .Where(limit => limit.Value.Has("used"u8))
            .Select(limit => new LimitReading(limit.Name, atMs)
            {
                Percent = limit.Value.Percent("totalPercentUsed"u8),
                Used = limit.Value.AmountOf("used"u8) / Cents,
                Limit = limit.Value.AmountOf("limit"u8) / Cents,
                Remaining = limit.Value.AmountOf("remaining"u8) / Cents,
                Unit = "USD",
                ResetsMs = limit.Name == "plan" ? json.Reset("billingCycleEnd"u8) : null,
                Plan = plan,
                Source = "saved answer",
            });
    }
}
