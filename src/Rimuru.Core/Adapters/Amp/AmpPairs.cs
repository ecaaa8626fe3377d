using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Amp;

/// <summary>An answer of a thread that tells its usage.</summary>
internal sealed record AmpMessage(string? Id, RecordKey Key, TokenUsage Tokens, string? Model, long UnixMs);

/// <summary>Which message each event of a thread's ledger is about, and which messages no event is about.</summary>
internal sealed class AmpPairs
{
    private readonly List<AmpMessage> messages;
    private readonly Dictionary<string, AmpMessage> byId = new(StringComparer.Ordinal);
    private readonly HashSet<AmpMessage> told = new(ReferenceEqualityComparer.Instance);
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
            told.Add(message);
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
                || !told.Add(message)
            )
                continue;
            next = i + 1;
            return message;
        }

        return null;
    }

    /// <summary>True for the first event about the message.</summary>
    public bool Take(AmpMessage message) => taken.Add(message.Key);

    /// <summary>The messages that were there before the ledger was: before any that it tells, and before its first event.</summary>
    public IEnumerable<AmpMessage> OlderThan(long? firstMs)
    {
        bool isKnown = told.Count > 0 || firstMs is not null;
        return messages.TakeWhile(message => isKnown && !told.Contains(message) && !(message.UnixMs >= firstMs));
    }
}
