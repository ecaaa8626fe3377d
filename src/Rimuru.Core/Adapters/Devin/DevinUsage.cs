using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Devin;

/// <summary>Tokens, ACUs and models as Devin logs them.</summary>
internal static class DevinUsage
{
    /// <summary>Agent compute units, in which Devin is billed; their price is in each contract.</summary>
    private const string CreditUnit = "Devin ACUs";

    /// <summary>The counts of a step. Older releases had disjoint ones in its metadata; where both are, they tell the same.</summary>
    public static TokenUsage OfStep(JsonElement step, RowSink sink)
    {
        JsonElement metrics = step.Get("metrics"u8);
        if (!metrics.Has("prompt_tokens"u8) && !metrics.Has("completion_tokens"u8))
            return OfMetadata(step.Get("metadata"u8), sink);
        PromptCounts prompt = new(
            metrics.Tokens("prompt_tokens"u8, sink),
            metrics.Tokens("cached_tokens"u8, sink),
            metrics.Get("extra"u8).Tokens("cache_creation_input_tokens"u8, sink)
        );
        prompt = prompt.Apart(prompt.Most);
        return prompt.With(metrics.Tokens("completion_tokens"u8, sink), 0);
    }

    /// <summary>The disjoint counts in the metadata of a message, or of a step of an older release.</summary>
    public static TokenUsage OfMetadata(JsonElement about, RowSink sink)
    {
        JsonElement metrics = about.Get("metrics"u8);
        return new TokenUsage(
            metrics.Tokens("input_tokens"u8, sink),
            metrics.Tokens("cache_read_tokens"u8, sink),
            metrics.Tokens("cache_creation_tokens"u8, sink),
            0,
            metrics.Tokens("output_tokens"u8, sink),
            0
        );
    }

    public static Credits CreditsOf(JsonElement about) => about.CreditsOf("committed_acu_cost"u8, CreditUnit);

    /// <summary>The model that answered; null for a number of Devin's own, which names none.</summary>
    public static string? ModelOf(JsonElement about, NameTable names) =>
        about.Text("generation_model"u8, names) is { } model && !model.StartsWith("MODEL_", StringComparison.Ordinal) ? model : null;
}
