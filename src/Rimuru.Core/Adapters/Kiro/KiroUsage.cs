using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kiro;

/// <summary>What Kiro keeps of a turn's use: credits; its counts of tokens have been zero so far.</summary>
internal static class KiroUsage
{
    public const string CreditUnit = "Kiro credits";

    public static TokenUsage Of(JsonElement turn, RowSink sink) =>
        new(turn.Tokens("input_token_count"u8, sink), 0, 0, 0, turn.Tokens("output_token_count"u8, sink), 0);

    /// <summary>A turn is metered in several parts.</summary>
    public static Credits CreditsOf(JsonElement turn)
    {
        Credits sum = default;
        foreach (JsonElement part in turn.Get("metering_usage"u8).Items())
        {
            if (part.Is("unit"u8, "credit") && part.CreditsOf("value"u8, CreditUnit) is { Unit: not null } credits)
                sum = credits with { Nano = credits.Nano + sum.Nano };
        }

        return sum;
    }
}
