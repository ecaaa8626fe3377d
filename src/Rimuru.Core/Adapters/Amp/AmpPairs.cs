using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Amp;

/// <summary>A message of a thread with token counts.</summary>
internal sealed record AmpMessage(string? Id, RecordKey Key, TokenUsage Tokens, string? Model, long UnixMs);

/// <summary>Pairs the events of a thread's usage ledger with its messages.</summary>
internal sealed class AmpPairs
{
    private readonly List<AmpMessage> messages;
    private readonly Dictionary<string, AmpMessage> byId = new(StringComparer.Ordinal);
    private readonly HashSet<AmpMessage> paired = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<RecordKey> taken = [];
    private int next;

    public AmpPairs(List<AmpMessage> messages)
    {
        this.messages = messages;
        foreach (AmpMessage message in messages)
        {
            if (message.Id is not null)
                byId[message.Id] = message;
        }
    }

    /// <summary>The message that an event names.</summary>
    public AmpMessage? Named(string id)
    {
        AmpMessage? message = byId.GetValueOrDefault(id);
        if (message is not null)
            paired.Add(message);
        return message;
    }

    /// <summary>
    /// The message of an event that names none: the next one with the same counts. An event about no message, such as one for the title,
    /// has none.
    /// </summary>
    public AmpMessage? Alike(TokenUsage used, string? model)
    {
        for (int i = next; i < messages.Count; i++)
        {
            AmpMessage message = messages[i];
            if (
                message.Tokens.Input != used.Input
                || message.Tokens.Output != used.Output
                || (model ?? message.Model) != (message.Model ?? model)
                || !paired.Add(message)
            )
                continue;
            next = i + 1;
            return message;
        }

        return null;
    }

    /// <summary>True for the first event about the message.</summary>
    public bool Take(AmpMessage message) => taken.Add(message.Key);

    /// <summary>The messages from before the ledger began: before any paired message, and before the first event.</summary>
    public IEnumerable<AmpMessage> OlderThan(long? firstMs)
    {
        bool isKnown = paired.Count > 0 || firstMs is not null;
        return messages.TakeWhile(message => isKnown && !paired.Contains(message) && !(message.UnixMs >= firstMs));
    }
}
