using Rimuru.Core.AdapterContract;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.GrokCli;

/// <summary>Token counts as grok-cli keeps them.</summary>
internal static class GrokCliUsage
{
    /// <summary>The columns in the order in which <see cref="Of"/> reads them.</summary>
    public static readonly string[] Columns = ["input_tokens", "output_tokens", "total_tokens"];

    /// <summary>
    /// The input is the whole prompt; what of it was cached is not kept. The thoughts of a batch are in the total only.
    /// </summary>
    public static TokenUsage Of(SqliteStatement row, int first, RowSink sink)
    {
        long input = TokenFields.Of(row.Int64(first), sink);
        OutputCounts output = new OutputCounts(TokenFields.Of(row.Int64(first + 1), sink), 0).Whole(
            TokenFields.Of(row.Int64(first + 2), sink),
            input
        );
        return new TokenUsage(input, 0, 0, 0, output.Output, output.Reasoning);
    }
}
