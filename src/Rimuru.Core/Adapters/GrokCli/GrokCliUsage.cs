using Rimuru.Core.AdapterContract;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.GrokCli;

/// <summary>Token counts as grok-cli keeps them.</summary>
internal static class GrokCliUsage
{
    /// <summary>The input is the whole prompt; what of it was cached is not kept.</summary>
    public static TokenUsage Of(SqliteStatement row, int input, int output, RowSink sink) =>
        new(TokenFields.Of(row.Int64(input), sink), 0, 0, 0, TokenFields.Of(row.Int64(output), sink), 0);
}
