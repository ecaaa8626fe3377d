using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>Token counts as Hermes keeps them: the input is apart from the cache, and the output includes the reasoning.</summary>
internal static class HermesUsage
{
    /// <summary>The columns of a counter, in the order in which <see cref="Of"/> reads them.</summary>
    public static readonly string[] Columns =
    [
        "input_tokens",
        "cache_read_tokens",
        "cache_write_tokens",
        "output_tokens",
        "reasoning_tokens",
    ];

    public static TokenUsage Of(SqliteStatement row, int first, RowSink sink)
    {
        long output = TokenFields.Of(row.Int64(first + 3), sink);
        return new TokenUsage(
            TokenFields.Of(row.Int64(first), sink),
            TokenFields.Of(row.Int64(first + 1), sink),
            TokenFields.Of(row.Int64(first + 2), sink),
            0,
            output,
            Math.Min(TokenFields.Of(row.Int64(first + 4), sink), output)
        );
    }

    /// <summary>The cost of a session by the tokens of its parts; the last has what is left of it.</summary>
    public static NanoUsd?[] CostsOf(NanoUsd? cost, IReadOnlyList<HermesShare> shares)
    {
        NanoUsd?[] costs = new NanoUsd?[shares.Count];
        if (cost is not { } left || shares.Count == 0)
            return costs;
        decimal sum = shares.Sum(share => (decimal)share.Counts.Tokens.Total);
        for (int i = 0; i < shares.Count; i++)
        {
            NanoUsd part = i == shares.Count - 1 ? left : new NanoUsd((long)(cost.Value.Value * shares[i].Counts.Tokens.Total / sum));
            costs[i] = part;
            left -= part;
        }

        return costs;
    }
}
