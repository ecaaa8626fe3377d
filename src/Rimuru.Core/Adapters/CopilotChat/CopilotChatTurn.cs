using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>A turn of a chat: what was asked, and what the last request for it used.</summary>
internal sealed class CopilotChatTurn
{
    private const string Vendor = "copilot/";

    public string? Id { get; private set; }

    public long? Ms { get; private set; }

    public string? Model => resolved ?? (chosen?.StartsWith(Vendor, StringComparison.Ordinal) == true ? chosen[Vendor.Length..] : chosen);

    public TokenUsage Tokens => CopilotChatUsage.Of(Math.Max(prompt, promptOfResult), 0, Math.Max(output, outputOfResult), 0);

    /// <summary>The credits of the whole turn, in the unit that the CLI has too.</summary>
    public Credits Credits { get; private set; }

    private string? chosen;
    private string? resolved;
    private long prompt;
    private long output;
    private long promptOfResult;
    private long outputOfResult;

    public static CopilotChatTurn Restore(StateReader saved) =>
        new()
        {
            Id = saved.Text(),
            Ms = saved.OptionalNumber(),
            chosen = saved.Text(),
            resolved = saved.Text(),
            prompt = saved.Number(),
            output = saved.Number(),
            promptOfResult = saved.Number(),
            outputOfResult = saved.Number(),
            Credits = saved.Number() is > 0 and var nano ? new Credits(nano, CopilotChatUsage.CreditUnit) : default,
        };

    public void Save(StateWriter state) =>
        state.Add(Id).Add(Ms).Add(chosen).Add(resolved).Add(prompt).Add(output).Add(promptOfResult).Add(outputOfResult).Add(Credits.Nano);

    /// <summary>Takes all of a turn.</summary>
    public void Take(JsonElement turn, NameTable names, RowSink sink)
    {
        foreach ((string name, JsonElement _) in turn.Properties())
            Set(name, turn, Encoding.UTF8.GetBytes(name), names, sink);
    }

    /// <summary>Takes one property of a turn, which an object has under a name of its own.</summary>
    public void Set(string name, JsonElement holder, ReadOnlySpan<byte> property, NameTable names, RowSink sink)
    {
        switch (name)
        {
            case "requestId":
                Id = holder.Text(property, names);
                break;
            case "timestamp":
                Ms = holder.Time(property);
                break;
            case "modelId":
                chosen = holder.Text(property, names);
                break;
            case "promptTokens":
                prompt = holder.Tokens(property, sink);
                break;
            case "completionTokens":
                output = holder.Tokens(property, sink);
                break;
            case "copilotCredits":
                Credits = holder.CreditsOf(property, CopilotChatUsage.CreditUnit);
                break;
            case "result":
                TakeMetadata(holder.Get(property).Get("metadata"u8), names, sink);
                break;
            default:
                break;
        }
    }

    public void TakeMetadata(JsonElement about, NameTable names, RowSink sink)
    {
        promptOfResult = about.Tokens("promptTokens"u8, sink);
        outputOfResult = about.Tokens("outputTokens"u8, sink);
        resolved = about.Text("resolvedModel"u8, names) ?? resolved;
    }
}
