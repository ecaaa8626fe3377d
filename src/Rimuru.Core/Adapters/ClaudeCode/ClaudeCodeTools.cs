using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>The tools that a response used, from the blocks of its message: names only, and of inputs only that of a skill.</summary>
internal static class ClaudeCodeTools
{
    private const string SkillTool = "Skill";

    /// <summary>The end of the types of blocks that are uses: of the agent's own tools, of the server's and of its MCP servers.</summary>
    private static ReadOnlySpan<byte> Use => "tool_use\""u8;

    public static void Read(ReadOnlySpan<byte> content, RecordKey record, NameTable names, RowSink sink)
    {
        if (content.IndexOf(Use) < 0)
            return;
        try
        {
            LineJson blocks = LineJson.Items(content);
            for (int place = 0; blocks.NextItem(); place++)
            {
                if (blocks.Enter())
                    ReadBlock(ref blocks, record, place, names, sink);
            }
        }
        catch (JsonException)
        {
            // What a message holds is never checked, so a block that is not JSON is no defect of the line.
        }
    }

    private static void ReadBlock(ref LineJson block, RecordKey record, int place, NameTable names, RowSink sink)
    {
        bool isUse = false;
        long use = place;
        string? tool = null,
            server = null;
        ReadOnlySpan<byte> input = default;
        while (block.Next())
        {
            if (block.IsNamed("input"u8))
                input = block.SkipRaw();
            else if (block.Is("type"u8))
                isUse = block.TokenType == JsonTokenType.String && block.ValueSpan.EndsWith("tool_use"u8);
            else if (block.Is("id"u8))
                use = block.TokenType == JsonTokenType.String ? StableHash.Of(block.ValueSpan) : use;
            else if (block.Is("name"u8))
                tool = names.Read(ref block);
            else if (block.Is("server_name"u8))
                server = names.Read(ref block);
        }

        if (!isUse || tool is null)
            return;
        sink.Batch.Tools.Add(
            server is null
                ? ToolUse.Of(record, use, tool, tool == SkillTool ? SkillIn(input, names) : null)
                : ToolUse.OfServer(record, use, tool, server)
        );
    }

    /// <summary>The name of the skill, which older versions called a command.</summary>
    private static string? SkillIn(ReadOnlySpan<byte> input, NameTable names)
    {
        if (input.IndexOf((byte)'{') != 0)
            return null;
        LineJson fields = new(input);
        string? skill = null;
        while (fields.Next())
        {
            if (fields.IsNamed("skill"u8) || fields.IsNamed("command"u8))
            {
                fields.ReadValue();
                skill ??= names.Read(ref fields)?.TrimStart('/');
            }
        }

        return skill;
    }
}
