using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Tests.Adapters.Tiny;

/// <summary>Token counts as Tiny writes them.</summary>
internal static class TinyUsage
{
    /// <summary>Tiny's input holds what was read from the cache.</summary>
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        long input = usage.Tokens("in"u8, sink),
            cached = Math.Min(usage.Tokens("cached"u8, sink), input);
        return new TokenUsage(input - cached, cached, 0, 0, usage.Tokens("out"u8, sink), 0);
    }
}
