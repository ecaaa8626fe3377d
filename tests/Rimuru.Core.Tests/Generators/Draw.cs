using System.Globalization;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>What every generator draws: ids, models, counts, times.</summary>
internal static class Draw
{
    public static readonly DateTimeOffset Epoch = new(2026, 10, 24, 20, 0, 0, TimeSpan.Zero);

    public static string Id(this Random random) => ClaudeTranscript.NewId(random);

    public static string Short(this Random random) => random.NextInt64(1L << 48).ToString("x12", CultureInfo.InvariantCulture);

    public static bool Coin(this Random random) => random.Next(2) == 0;

    public static T Of<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>Disjoint buckets; every part but the output may be zero or very small.</summary>
    public static TokenUsage Tokens(this Random random, bool hasWrites = true, bool hasReasoning = true)
    {
        long output = random.Next(1, 900);
        return new TokenUsage(
            random.Next(random.Of(5, 9000)),
            random.Coin() ? random.Next(90_000) : 0,
            hasWrites && random.Coin() ? random.Next(20_000) : 0,
            0,
            output,
            hasReasoning && random.Coin() ? random.NextInt64(output + 1) : 0
        );
    }

    public static string Iso(this DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static JsonObject Json(params (string Name, JsonNode? Value)[] properties)
    {
        JsonObject made = [];
        foreach ((string name, JsonNode? value) in properties)
        {
            if (value is not null)
                made[name] = value;
        }

        return made;
    }
}
