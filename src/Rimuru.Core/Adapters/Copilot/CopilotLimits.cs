using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>The limits of a Copilot plan, as the service answers; what is unlimited is no limit.</summary>
internal static class CopilotLimits
{
    private const decimal All = 100;

    public static IEnumerable<LimitReading>? Of(JsonElement json, long atMs)
    {
        JsonElement limits = json.Get("quota_snapshots"u8);
        if (limits.ValueKind != JsonValueKind.Object)
            return null;
        NameTable names = new();
        string plan = json.Text("copilot_plan"u8, names) ?? "";
        return limits
            .Properties()
            .Where(limit => limit.Value.Flag("unlimited"u8) != true && limit.Value.Has("entitlement"u8))
            .Select(limit =>
            {
                decimal? most = limit.Value.AmountOf("entitlement"u8),
                    left = limit.Value.AmountOf("remaining"u8);
                return new LimitReading(limit.Name, atMs)
                {
                    Percent = All - limit.Value.Percent("percent_remaining"u8),
                    Used = most - left,
                    Limit = most,
                    Remaining = left,
                    Unit = "requests",
                    ResetsMs = json.Reset("quota_reset_date"u8),
                    Plan = plan,
                    Account = LimitFields.AccountOf(json.Get("login"u8)),
                    Source = "saved answer",
                };
            });
    }
}
