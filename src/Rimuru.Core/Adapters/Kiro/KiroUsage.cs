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
    public static Credits CreditsOf(JsonElement turn) => SumOf(turn.Get("metering_usage"u8), "value"u8);

    /// <summary>The event at the end of a turn repeats nothing of an earlier one.</summary>
    public static Credits SummaryOf(JsonElement payload) => SumOf(payload.Get("promptTurnSummaries"u8), "usage"u8);

    /// <summary>The model without the name of the service; null for the choice of the service itself.</summary>
    public static string? ModelOf(string? written)
    {
        const string Service = "qdev::";
        string? model = written?.StartsWith(Service, StringComparison.Ordinal) == true ? written[Service.Length..] : written;
        return model is null or "" or "auto" ? null : model;
    }

    /// <summary>The credits of the parts; there are other units, such as tokens.</summary>
    private static Credits SumOf(JsonElement parts, ReadOnlySpan<byte> field)
    {
        Credits sum = default;
        foreach (JsonElement part in parts.Items())
        {
            bool isCredits = part.Is("unit"u8, "credit") || part.Is("unit"u8, "credits");
            if (isCredits && part.CreditsOf(field, CreditUnit) is { Unit: not null } credits)
                sum = credits with { Nano = credits.Nano + sum.Nano };
        }

        return sum;
    }
}
