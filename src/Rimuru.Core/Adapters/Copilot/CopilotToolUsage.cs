using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>What a tool with a model of its own used: what its event says of it, without the tool's result.</summary>
internal sealed record CopilotToolUsage(long UnixMs, string Json)
{
    public static CopilotToolUsage Of(JsonElement root, JsonElement data, long ms)
    {
        string Part(JsonElement holder, ReadOnlySpan<byte> name) =>
            holder.Get(name) is { ValueKind: not JsonValueKind.Undefined } value ? value.GetRawText() : "null";
        return new CopilotToolUsage(
            ms,
            $$"""{"id":{{Part(root, "id"u8)}},"agentId":{{Part(root, "agentId"u8)}},"toolUsage":{{Part(data, "toolUsage"u8)}}}"""
        );
    }
}
