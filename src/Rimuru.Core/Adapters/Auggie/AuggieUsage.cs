using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.Auggie;

/// <summary>Token counts as Auggie keeps them: the input is apart from the cache.</summary>
internal static class AuggieUsage
{
    public const string CreditUnit = "Augment credits";

    public static TokenUsage Of(JsonElement usage, RowSink sink) =>
        new(
            usage.Tokens("input_tokens"u8, sink),
            usage.Tokens("cache_read_input_tokens"u8, sink),
            usage.Tokens("cache_creation_input_tokens"u8, sink),
            0,
            usage.Tokens("output_tokens"u8, sink),
            0
        );
}
