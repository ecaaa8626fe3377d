using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>
/// The limits of a Claude plan: from the JSON of the status line, from the last answer of the service that Claude Code keeps in its
/// settings, and from such an answer by itself. Accounts with an API key have none.
/// </summary>
internal static class ClaudeCodeLimits
{
    private const string Settings = ".claude.json";
    private const string ExtraUsage = "extra_usage";

    /// <summary>Reads one key of the settings beside each folder of projects. The file also has what is no business of ours.</summary>
    public static IEnumerable<LimitReading> Of(IReadOnlyList<string> roots)
    {
        foreach (string file in roots.SelectMany(SettingsOf).Distinct(StringComparer.Ordinal).Where(File.Exists))
        {
            List<LimitReading> found = [];
            try
            {
                using JsonDocument document = JsonFields.ParseFile(file);
                found.AddRange(OfSettings(document.RootElement));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
            {
                // It is being written, or is malformed: then it says nothing.
            }

            foreach (LimitReading reading in found)
                yield return reading;
        }
    }

    public static IEnumerable<LimitReading>? Of(JsonElement json, long atMs)
    {
        if (json.Has("cachedUsageUtilization"u8))
            return OfSettings(json);
        if (json.Get("rate_limits"u8).ValueKind == JsonValueKind.Object)
            return OfStatusLine(json.Get("rate_limits"u8), atMs);
        bool isAnswer = json.Properties().Any(property => property.Value.Has("utilization"u8) && property.Value.Has("resets_at"u8));
        return isAnswer ? OfAnswer(json, atMs, "saved answer") : null;
    }

    /// <summary>The settings are in the folder of the configuration; those of the usual folder lie beside it.</summary>
    private static IEnumerable<string> SettingsOf(string root)
    {
        if (Path.GetFileName(root) != ClaudeCodeLocations.Projects || Path.GetDirectoryName(root) is not { } folder)
            return [];
        return Path.GetFileName(folder) == ".claude" && Path.GetDirectoryName(folder) is { } home
            ? [Path.Combine(folder, Settings), Path.Combine(home, Settings)]
            : [Path.Combine(folder, Settings)];
    }

    private static List<LimitReading> OfStatusLine(JsonElement limits, long atMs) =>
        [
            .. limits
                .Properties()
                .Where(limit => limit.Value.Has("used_percentage"u8))
                .Select(limit =>
                {
                    decimal? used = limit.Value.AmountOf("used_usd"u8),
                        most = limit.Value.AmountOf("limit_usd"u8);
                    return new LimitReading(limit.Name, atMs)
                    {
                        Minutes = MinutesOf(limit.Name),
                        Percent = limit.Value.Percent("used_percentage"u8),
                        Used = used,
                        Limit = most,
                        Unit = used is null && most is null ? "" : "USD",
                        ResetsMs = limit.Value.Reset("resets_at"u8),
                        Source = "status line",
                    };
                }),
        ];

    private static IEnumerable<LimitReading> OfSettings(JsonElement json)
    {
        JsonElement cached = json.Get("cachedUsageUtilization"u8),
            own = json.Get("oauthAccount"u8),
            account = cached.Get("accountUuid"u8);
        if (cached.Time("fetchedAtMs"u8) is not { } atMs)
            return [];
        string owner = LimitFields.AccountOf(account.ValueKind == JsonValueKind.String ? account : own.Get("accountUuid"u8));
        string plan = own.Text("organizationRateLimitTier"u8, new NameTable()) ?? "";
        return OfAnswer(cached.Get("utilization"u8), atMs, "settings").Select(reading => reading with { Account = owner, Plan = plan });
    }

    private static List<LimitReading> OfAnswer(JsonElement answer, long atMs, string source)
    {
        List<LimitReading> found =
        [
            .. answer
                .Properties()
                .Where(limit => limit.Name != ExtraUsage && limit.Value.Has("utilization"u8))
                .Select(limit => new LimitReading(limit.Name, atMs)
                {
                    Minutes = MinutesOf(limit.Name),
                    Percent = limit.Value.Percent("utilization"u8),
                    ResetsMs = limit.Value.Reset("resets_at"u8),
                    Source = source,
                }),
        ];
        JsonElement extra = answer.Get("extra_usage"u8);
        if (extra.Flag("is_enabled"u8) == true)
        {
            // Amounts are in the smallest unit of the currency.
            decimal unit = extra.Get("decimal_places"u8).TryGetId(out int places) && places is >= 0 and <= 9 ? Power(places) : 100;
            found.Add(
                new LimitReading(ExtraUsage, atMs)
                {
                    Percent = extra.Percent("utilization"u8),
                    Used = extra.AmountOf("used_credits"u8) / unit,
                    Limit = extra.AmountOf("monthly_limit"u8) / unit,
                    Unit = extra.Text("currency"u8, new NameTable()) ?? "USD",
                    Source = source,
                }
            );
        }

        return found;
    }

    private static int? MinutesOf(string name)
    {
        if (name == "five_hour")
            return LimitFields.FiveHours;
        return name.StartsWith("seven_day", StringComparison.Ordinal) ? LimitFields.SevenDays : null;
    }

    private static decimal Power(int places)
    {
        decimal power = 1;
        for (int i = 0; i < places; i++)
            power *= 10;
        return power;
    }
}
