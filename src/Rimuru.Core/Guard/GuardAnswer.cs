using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rimuru.Core.Guard;

/// <summary>What an agent understands. No output means that the guard has nothing against it.</summary>
internal static class GuardAnswer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Stops what the agent is about to do.</summary>
    /// <param name="agent">The agent; null if it is unknown.</param>
    /// <param name="call">The call; null if it could not be read.</param>
    /// <param name="reason">Why, for people.</param>
    public static string Deny(string? agent, GuardCall? call, string reason) =>
        Write(json =>
        {
            if (call?.Event != GuardEvent.Tool)
                Block(json, "block", reason);
            else if (agent == GuardAgents.GeminiCli)
                EndTurn(json, reason, () => Block(json, "deny", reason));
            else if (agent == GuardAgents.ClaudeCode)
                EndTurn(json, reason, () => DenyTool(json, reason));
            else if (agent == GuardAgents.Copilot)
                Permission(json, reason);
            else
                DenyTool(json, reason);
        });

    /// <summary>Tells the person something, and lets the agent go on; null if the agent shows no such message.</summary>
    public static string? Warn(string? agent, GuardCall call, string message) =>
        ShowsWarnings(agent, call) ? Write(json => json.WriteString("systemMessage", message)) : null;

    /// <summary>True if the agent shows a message at this event; before a tool Codex would void the whole answer.</summary>
    public static bool ShowsWarnings(string? agent, GuardCall call) =>
        call.Event switch
        {
            GuardEvent.Prompt => agent is GuardAgents.ClaudeCode or GuardAgents.Codex or GuardAgents.GeminiCli or GuardAgents.QwenCode,
            GuardEvent.Tool => agent is GuardAgents.ClaudeCode or GuardAgents.GeminiCli,
            _ => false,
        };

    /// <summary>With one more field Codex would take no notice of the answer.</summary>
    private static void Block(Utf8JsonWriter json, string decision, string reason)
    {
        json.WriteString("decision", decision);
        json.WriteString("reason", reason);
    }

    /// <summary>Ends the turn, since a model that is refused one tool would try others.</summary>
    private static void EndTurn(Utf8JsonWriter json, string reason, Action deny)
    {
        json.WriteBoolean("continue", false);
        json.WriteString("stopReason", reason);
        deny();
    }

    private static void DenyTool(Utf8JsonWriter json, string reason)
    {
        json.WriteStartObject("hookSpecificOutput");
        json.WriteString("hookEventName", "PreToolUse");
        Permission(json, reason);
        json.WriteEndObject();
    }

    private static void Permission(Utf8JsonWriter json, string reason)
    {
        json.WriteString("permissionDecision", "deny");
        json.WriteString("permissionDecisionReason", reason);
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
