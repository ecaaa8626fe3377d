using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>Token counts of Copilot Chat: the input includes what was read from the cache; what was written to it is not logged.</summary>
internal static class CopilotChatUsage
{
    public static TokenUsage Of(long input, long cached, long output, long reasoning)
    {
        PromptCounts prompt = new PromptCounts(input, cached, 0).Apart(CacheInInput.Reads);
        return new TokenUsage(prompt.Input, prompt.CacheRead, 0, 0, output, Math.Min(reasoning, output));
    }

    /// <summary>
    /// The rank of a span: a copy with credits has the bill, an export has more counts than the traces, and they more than a debug log.
    /// </summary>
    public static Rank RankOf(TokenUsage tokens, Credits credits, byte source)
    {
        int detail = source switch
        {
            CopilotChatSource.Otel => 2,
            CopilotChatSource.Traces => 1,
            _ => 0,
        };
        return new Rank(tokens.Output, credits.Nano > 0 ? detail + 3 : detail);
    }

    /// <summary>Calls of the editor's own, whose credits are not billed, have these names.</summary>
    public static bool IsBilled(string? name) => name is not ("title" or "summarizeVirtualTools");

    /// <summary>A request of Claude Code, which runs in the editor, has this name. Claude Code logs it with all counts.</summary>
    public static bool IsOfClaudeCode(string? name) => name == "Claude Copilot Proxy";
}
