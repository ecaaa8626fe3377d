using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>Token counts as Gemini CLI writes them.</summary>
internal static class GeminiCliUsage
{
    /// <summary>The input holds what was cached; thoughts are output of their own; a tool's prompt comes on top unless the total says otherwise.</summary>
    public static TokenUsage Of(JsonElement tokens, RowSink sink)
    {
        long input = tokens.Tokens("input"u8, sink), output = tokens.Tokens("output"u8, sink), thoughts = tokens.Tokens("thoughts"u8, sink);
        long tool = tokens.Tokens("tool"u8, sink), cached = Math.Min(tokens.Tokens("cached"u8, sink), input);
        if (tool > 0 && tokens.Tokens("total"u8, sink) == input + output + thoughts) tool = 0;
        return new TokenUsage(input - cached + tool, cached, 0, 0, output + thoughts, thoughts);
    }
}
