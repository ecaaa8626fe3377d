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

    /// <summary>The rank of a span, which has more counts in an export than in the traces, and more there than in a debug log.</summary>
    public static Rank RankOf(TokenUsage tokens, byte source) =>
        new(
            tokens.Output,
            source switch
            {
                CopilotChatSource.Otel => 2,
                CopilotChatSource.Traces => 1,
                _ => 0,
            }
        );

    /// <summary>Calls of the editor's own, whose credits are not billed, have these names.</summary>
    public static bool IsBilled(string? name) => name is not ("title" or "summarizeVirtualTools");

    /// <summary>A request of Claude Code, which runs in the editor, has this name. Claude Code logs it with all counts.</summary>
    public static bool IsOfClaudeCode(string? name) => name == "Claude Copilot Proxy";
}
