using System.Collections.Frozen;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>What the reader knows about an event log.</summary>
internal static class CopilotKnownLines
{
    public static readonly KnownLines All = new()
    {
        NewestVersion = "1.0.102",
        KindOf = line => line.Has("attributes"u8) || line.Has("spanContext"u8) ? "(trace)" : line.Get("type"u8).Text(),
        VersionOf = line => line.Get("data"u8).Get("copilotVersion"u8).Text(),
        Kinds = new Dictionary<string, LineUse>(StringComparer.Ordinal)
        {
            ["session.usage_record"] = LineUse.Counted,
            ["session.shutdown"] = LineUse.Counted,
            ["session.compaction_complete"] = LineUse.Counted,
            ["tool.execution_complete"] = LineUse.Counted,
            ["(trace)"] = LineUse.LeftAlone,

            // Only the output count; the requests have it too, or nothing else is left of them.
            ["assistant.message"] = LineUse.LeftAlone,
            ["subagent.completed"] = LineUse.LeftAlone,
            ["session.start"] = LineUse.NoCounts,
            ["session.resume"] = LineUse.NoCounts,
            ["session.model_change"] = LineUse.NoCounts,
            ["session.compaction_start"] = LineUse.LeftAlone,
            ["session.info"] = LineUse.NoCounts,
            ["session.error"] = LineUse.NoCounts,
            ["session.truncation"] = LineUse.LeftAlone,
            ["assistant.turn_start"] = LineUse.NoCounts,
            ["assistant.turn_end"] = LineUse.NoCounts,
            ["subagent.started"] = LineUse.NoCounts,
            ["subagent.configured"] = LineUse.NoCounts,
            ["subagent.failed"] = LineUse.NoCounts,
            ["tool.execution_start"] = LineUse.NoCounts,
            ["tool.user_requested"] = LineUse.NoCounts,
            ["system.message"] = LineUse.NoCounts,
            ["user.message"] = LineUse.NoCounts,
            ["abort"] = LineUse.NoCounts,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        Counts = new[]
        {
            "inputTokens",
            "outputTokens",
            "cacheReadTokens",
            "cacheWriteTokens",
            "reasoningTokens",
            "preCompactionTokens",
            "preCompactionMessagesTokens",
            "currentTokens",
            "systemTokens",
            "conversationTokens",
            "toolDefinitionsTokens",
            "tokenCount",
        }.ToFrozenSet(StringComparer.Ordinal),
        Foreign = new[]
        {
            "content",
            "arguments",
            "result",
            "toolRequests",
            "transformedContent",
            "attachments",
            "summaryContent",
        }.ToFrozenSet(StringComparer.Ordinal),
    };
}
