using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>The limits of each model, as the service answers.</summary>
internal static class GeminiCliLimits
{
    public static IEnumerable<LimitReading>? Of(JsonElement json, long atMs)
    {
        JsonElement buckets = json.Get("buckets"u8);
        if (!buckets.Items().Any(bucket => bucket.Has("remainingFraction"u8)))
            return null;
        NameTable names = new();
        return buckets
            .Items()
            .Where(bucket => bucket.Text("modelId"u8, names) is not null)
            .Select(bucket => new LimitReading(bucket.Text("modelId"u8, names)!, atMs)
            {
                Percent = 100 * (1 - bucket.AmountOf("remainingFraction"u8)),
                ResetsMs = bucket.Reset("resetTime"u8),
                Source = "saved answer",
            });
    }
}
