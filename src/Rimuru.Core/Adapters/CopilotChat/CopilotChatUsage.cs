using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>Token counts of Copilot Chat: the input includes what was read from the cache; what was written to it is not logged.</summary>
internal static class CopilotChatUsage
{
    public const string CreditUnit = "Copilot AI credits";

    public static TokenUsage Of(long input, long cached, long output, long reasoning)
    {
        PromptCounts prompt = new PromptCounts(input, cached, 0).Apart(CacheInInput.Reads);
        return new TokenUsage(prompt.Input, prompt.CacheRead, 0, 0, output, Math.Min(reasoning, output));
    }
}
