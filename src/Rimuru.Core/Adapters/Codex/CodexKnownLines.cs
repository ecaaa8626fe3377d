using System.Collections.Frozen;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>What the reader knows about a rollout's lines.</summary>
internal static class CodexKnownLines
{
    private const string Event = "event_msg";

    public static readonly KnownLines All = new()
    {
        NewestVersion = "0.171.0",
        KindOf = line =>
            line.Get("type"u8).Text() is Event && line.Get("payload"u8).Get("type"u8).Text() is { } kind
                ? $"{Event}/{kind}"
                : line.Get("type"u8).Text(),
        VersionOf = line => line.Get("payload"u8).Get("cli_version"u8).Text(),
        Kinds = new Dictionary<string, LineUse>(StringComparer.Ordinal)
        {
            ["event_msg/token_count"] = LineUse.Counted,
            ["token_usage_record"] = LineUse.Counted,
            ["turn.completed"] = LineUse.Counted,
            ["result"] = LineUse.Counted,

            // A compacted history has a copy of the record before it.
            ["compacted"] = LineUse.LeftAlone,
            ["session_meta"] = LineUse.LeftAlone,
            ["turn_context"] = LineUse.LeftAlone,
            ["response_item"] = LineUse.LeftAlone,
            ["world_state"] = LineUse.NoCounts,
            ["inter_agent_communication_metadata"] = LineUse.NoCounts,
            ["thread.started"] = LineUse.NoCounts,
            ["turn.started"] = LineUse.NoCounts,
            ["turn.failed"] = LineUse.NoCounts,
            ["item.started"] = LineUse.LeftAlone,
            ["item.updated"] = LineUse.LeftAlone,
            ["item.completed"] = LineUse.LeftAlone,
            ["error"] = LineUse.NoCounts,
            ["event_msg/task_started"] = LineUse.NoCounts,
            ["event_msg/turn_started"] = LineUse.NoCounts,
            ["event_msg/task_complete"] = LineUse.NoCounts,
            ["event_msg/turn_complete"] = LineUse.NoCounts,
            ["event_msg/turn_aborted"] = LineUse.NoCounts,
            ["event_msg/thread_settings_applied"] = LineUse.NoCounts,
            ["event_msg/thread_name_updated"] = LineUse.NoCounts,
            ["event_msg/thread_rolled_back"] = LineUse.NoCounts,
            ["event_msg/context_compacted"] = LineUse.NoCounts,
            ["event_msg/user_message"] = LineUse.LeftAlone,
            ["event_msg/agent_message"] = LineUse.LeftAlone,
            ["event_msg/agent_reasoning"] = LineUse.LeftAlone,
            ["event_msg/agent_reasoning_raw_content"] = LineUse.LeftAlone,
            ["event_msg/agent_reasoning_section_break"] = LineUse.LeftAlone,
            ["event_msg/item_completed"] = LineUse.LeftAlone,
            ["event_msg/entered_review_mode"] = LineUse.LeftAlone,
            ["event_msg/exited_review_mode"] = LineUse.LeftAlone,
            ["event_msg/plan_update"] = LineUse.LeftAlone,
            ["event_msg/patch_apply_end"] = LineUse.LeftAlone,
            ["event_msg/exec_command_end"] = LineUse.LeftAlone,
            ["event_msg/mcp_tool_call_end"] = LineUse.LeftAlone,
            ["event_msg/web_search_end"] = LineUse.LeftAlone,
            ["event_msg/view_image_tool_call"] = LineUse.LeftAlone,
            ["event_msg/image_generation_end"] = LineUse.LeftAlone,
            ["event_msg/error"] = LineUse.NoCounts,
            ["event_msg/warning"] = LineUse.NoCounts,
            ["event_msg/undo_completed"] = LineUse.NoCounts,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        Counts = new[]
        {
            "input_tokens",
            "cached_input_tokens",
            "cache_write_input_tokens",
            "output_tokens",
            "reasoning_output_tokens",
            "total_tokens",
            "prompt_tokens",
            "completion_tokens",
            "cached_tokens",
            "cache_read_input_tokens",
        }.ToFrozenSet(StringComparer.Ordinal),
        Foreign = new[]
        {
            "content",
            "arguments",
            "output",
            "message",
            "replacement_history",
            "item",
            "base_instructions",
            "dynamic_tools",
        }.ToFrozenSet(StringComparer.Ordinal),
    };
}
