using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Guard;

/// <summary>
/// What is kept of the JSON that an agent's hook sends: ids, names and paths. Prompts, and what tools get and return, are skipped.
/// </summary>
internal sealed record GuardCall
{
    private const int Longest = 4096;

    /// <summary>The agent, as our own plugin names it; null if an agent called by itself.</summary>
    public string? Plugin { get; private set; }

    /// <summary>The event by the agent's own name; null if it sends none.</summary>
    public string? EventName { get; private set; }

    public string? SessionId { get; private set; }

    /// <summary>The working folder.</summary>
    public string? Folder { get; private set; }

    /// <summary>The log of the session.</summary>
    public string? Transcript { get; private set; }

    public string? Tool { get; private set; }

    public string? Model { get; private set; }

    /// <summary>True if the id of the session is spelt as Copilot spells it.</summary>
    public bool IsCamelCase { get; private set; }

    /// <summary>True if there is a prompt.</summary>
    public bool HasPrompt { get; private set; }

    /// <summary>True if there is an id of a turn, as Codex has it.</summary>
    public bool HasTurn { get; private set; }

    /// <summary>What is about to be done.</summary>
    public GuardEvent Event =>
        EventName switch
        {
            "UserPromptSubmit" or "userPromptSubmitted" or "BeforeAgent" => GuardEvent.Prompt,
            "PreToolUse" or "preToolUse" or "BeforeTool" => GuardEvent.Tool,
            "BeforeModel" or "chat.params" => GuardEvent.Request,
            null when Tool is not null => GuardEvent.Tool,
            null when HasPrompt => GuardEvent.Prompt,
            _ => GuardEvent.None,
        };

    /// <summary>The same call in another folder.</summary>
    public GuardCall In(string folder) => this with { Folder = folder };

    /// <summary>Reads the JSON of a hook; what was read so far if it is cut off. <see cref="JsonException"/>: it is not JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="isWhole">False if the text goes on.</param>
    public static GuardCall Read(ReadOnlySpan<byte> json, bool isWhole)
    {
        GuardCall call = new();
        Utf8JsonReader reader = new(json, isWhole, new JsonReaderState(Json.Options));
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("It is not a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? name = reader.ValueSpan.Length <= 32 && !reader.ValueIsEscaped ? reader.GetString() : null;
            if (!reader.Read())
                break;
            if (reader.TokenType == JsonTokenType.String)
                call.Take(name, ref reader);
            else if (!reader.TrySkip())
                break;
        }

        return call;
    }

    private void Take(string? name, ref Utf8JsonReader reader)
    {
        // Whatever the names of the fields are, no long text is copied.
        if (name == "prompt")
            HasPrompt = true;
        if (name is null or "prompt" || reader.ValueSpan.Length > Longest || Json.Text(ref reader) is not { Length: > 0 } text)
            return;
        switch (name)
        {
            case "rimuru_agent":
                Plugin = text;
                break;
            case "hook_event_name":
                EventName = text;
                break;
            case "session_id":
                SessionId = text;
                break;
            case "sessionId":
                SessionId = text;
                IsCamelCase = true;
                break;
            case "cwd":
                Folder = text;
                break;
            case "transcript_path" or "transcriptPath":
                Transcript = text;
                break;
            case "tool_name" or "toolName":
                Tool = text;
                break;
            case "model":
                Model = text;
                break;
            case "turn_id":
                HasTurn = true;
                break;
        }
    }
}
