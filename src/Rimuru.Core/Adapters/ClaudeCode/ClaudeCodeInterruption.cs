using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>The line that Claude Code writes as a user message when the user stops a turn.</summary>
internal static class ClaudeCodeInterruption
{
    /// <summary>The size limit of such a line: it has the mark and a few ids. A longer line is typed text or tool output.</summary>
    private const int Longest = 2048;

    private const string Mark = "[Request interrupted by user";

    /// <summary>A cheap check; false for nearly all other lines.</summary>
    public static bool MayBe(ReadOnlySpan<byte> line) => line.Length <= Longest && line.IndexOf("[Request interrupted by user"u8) >= 0;

    /// <summary>Session and time of an interruption of the session's own turn; null if the line only mentions one.</summary>
    public static (string? SessionId, long? UnixMs)? Read(ReadOnlySpan<byte> line, NameTable names)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        if (root.Text("type"u8, names) != "user" || root.Get("isSidechain"u8).ValueKind == JsonValueKind.True)
            return null;
        JsonElement content = root.Get("message"u8).Get("content"u8);
        bool isMark = content.ValueKind == JsonValueKind.String ? IsMark(content) : content.Items().Any(part => IsMark(part.Get("text"u8)));
        return isMark ? (root.Text("sessionId"u8, names), root.Time("timestamp"u8)) : null;
    }

    private static bool IsMark(JsonElement text) =>
        text.Text() is { } said && said.StartsWith(Mark, StringComparison.Ordinal) && said.EndsWith(']');
}
