using Rimuru.Core.AdapterContract;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.ZCode;

/// <summary>Token counts as ZCode keeps them.</summary>
internal static class ZCodeUsage
{
    /// <summary>The columns in the order in which <see cref="Of"/> reads them.</summary>
    public static readonly string[] Columns =
    [
        "input_tokens",
        "cache_read_input_tokens",
        "cache_creation_input_tokens",
        "output_tokens",
        "reasoning_tokens",
        "provider_total_tokens",
    ];

    /// <summary>The input includes reads and writes, unless the provider's total proves otherwise.</summary>
    public static TokenUsage Of(SqliteStatement row, int first, RowSink sink)
    {
        PromptCounts prompt = new(
            TokenFields.Of(row.Int64(first), sink),
            TokenFields.Of(row.Int64(first + 1), sink),
            TokenFields.Of(row.Int64(first + 2), sink)
        );
        OutputCounts output = new(TokenFields.Of(row.Int64(first + 3), sink), TokenFields.Of(row.Int64(first + 4), sink));
        long? total = row.OptionalInt64(first + 5);
        prompt = prompt.Apart(prompt.Proven(total, output.Output) ?? CacheInInput.All);
        output = output.Whole(total, prompt.Sum);
        return prompt.With(output.Output, output.Reasoning);
    }
}
