using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Continue;

/// <summary>The messages of a session, and which of them are its own.</summary>
internal sealed class ContinueHistory
{
    private readonly List<ContinueMessage> messages = [];

    public ContinueHistory(JsonElement root, NameTable names, RowSink sink)
    {
        foreach (JsonElement item in root.Get("history"u8).Items())
        {
            JsonElement message = item.Get("message"u8),
                usage = message.Get("usage"u8);
            messages.Add(new ContinueMessage(message.Is("role"u8, "user"), usage.Text("model"u8, names), ContinueUsage.Of(usage, sink)));
        }

        JsonElement sum = root.Get("usage"u8);
        Sum = sum.ValueKind == JsonValueKind.Object ? ContinueUsage.OfSession(sum, sink) : null;
        OwnFrom = FirstOwn();
    }

    /// <summary>The session's own sum; null if it has none.</summary>
    public ContinueUsage? Sum { get; }

    /// <summary>The first message after those that a fork copied.</summary>
    public int OwnFrom { get; }

    public IEnumerable<ContinueMessage> Own => messages.Skip(OwnFrom);

    public bool EndsWithPrompt => messages.Count > 0 && messages[^1].IsPrompt;

    /// <summary>
    /// A fork's sum begins at zero: its own are the last messages that add up to it, or as many as it can hold, if a compaction took some
    /// away.
    /// </summary>
    private int FirstOwn()
    {
        if (Sum is not { } sum)
            return 0;
        long prompt = 0,
            output = 0;
        int fits = messages.Count;
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            prompt += messages[i].Usage.Prompt;
            output += messages[i].Usage.Tokens.Output;
            if (prompt > sum.Prompt || output > sum.Tokens.Output)
                break;
            fits = i;
        }

        return fits;
    }
}

/// <summary>A message.</summary>
/// <param name="IsPrompt">True for the user's.</param>
/// <param name="Model">The model that answered; null if unknown.</param>
/// <param name="Usage">What it used; nothing for a prompt.</param>
internal readonly record struct ContinueMessage(bool IsPrompt, string? Model, ContinueUsage Usage);
