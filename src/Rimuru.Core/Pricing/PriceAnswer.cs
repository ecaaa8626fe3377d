using System.Text.Json;

namespace Rimuru.Core.Pricing;

/// <summary>The answer to one <see cref="PriceQuestion"/>.</summary>
internal sealed record PriceAnswer
{
    /// <summary>The question's id.</summary>
    public required string Id { get; init; }

    /// <summary>Exact cost in USD, not rounded; null if unpriced.</summary>
    public required decimal? Cost { get; init; }

    public required CostStatus Status { get; init; }

    /// <summary>Provider and id of the row, <c>anthropic/claude-sonnet-4-5</c>; null if there is none.</summary>
    public required string? Matched { get; init; }

    public required ModelMatch Match { get; init; }

    /// <summary>Why there is no cost; null if there is one.</summary>
    public required string? Reason { get; init; }

    /// <summary>Version of the price table.</summary>
    public required string PriceVersion { get; init; }

    /// <summary>Writes an array of answers; costs are JSON numbers with all their digits and no trailing zeros.</summary>
    internal static void WriteJson(Utf8JsonWriter writer, IEnumerable<PriceAnswer> answers)
    {
        writer.WriteStartArray();
        foreach (PriceAnswer answer in answers)
        {
            writer.WriteStartObject();
            writer.WriteString("id", answer.Id);
            // Dividing by 1 with 28 decimal places removes the trailing zeros of a decimal.
            if (answer.Cost is { } cost)
                writer.WriteNumber("cost", PriceJson.Plain(cost));
            else
                writer.WriteNull("cost");
            writer.WriteString("status", answer.Status.ToString());
            writer.WriteString("matched", answer.Matched);
            writer.WriteString("match", answer.Match.ToString());
            if (answer.Reason is { } reason)
                writer.WriteString("reason", reason);
            writer.WriteString("priceVersion", answer.PriceVersion);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
