using System.Globalization;
using System.Text;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// Makes a usage row of a message. A fork holds its origin's messages under new ids; what tells a copy is that time, model and tokens are the same in
/// another session. The cost is not part of it: Kilo's copies cost nothing. Nor is what changes later: the project, and the time of completion.
/// </summary>
internal static class OpenCodeRow
{
    /// <summary>What a copy in another session has in common with its origin; null for what is no request.</summary>
    public static string? IdentityOf(OpenCodeMessage message) =>
        !message.IsAssistant || message.Tokens is not { IsZero: false } t ? null : string.Create(CultureInfo.InvariantCulture,
            $"{message.CreatedMs}\n{message.Provider}\n{message.Model}\n{t.Input} {t.Output} {t.Reasoning} {t.CacheRead} {t.CacheWrite}");

    /// <param name="family">Whose message it is.</param>
    /// <param name="identity">What copies of it have in common.</param>
    /// <param name="twin">How many messages of its own session with this identity come before it: those are requests of their own.</param>
    public static RecordKey KeyOf(OpenCodeFamily family, string identity, int twin) =>
        RecordKey.Of(family.Space, Encoding.UTF8.GetBytes(twin == 0 ? identity : string.Create(CultureInfo.InvariantCulture, $"{identity}\n{twin}")));

    /// <summary>The key of what only a session's own columns tell.</summary>
    public static RecordKey SumKeyOf(OpenCodeFamily family, OpenCodeSession session) => RecordKey.Of(family.Space, Encoding.UTF8.GetBytes("sum\n" + session.Session.SessionId));

    public static UsageRow MakeSum(OpenCodeFamily family, OpenCodeSession session, OpenCodeTokens rest, RecordKey key, long? costNano, long fallbackMs)
    {
        (string? provider, string? model) = session.SumModel;
        long ms = session.UpdatedMs ?? session.CreatedMs ?? fallbackMs;
        return new UsageRow
        {
            Key = key,
            Rank = new Rank(ms, rest.Sum),
            UnixMs = ms,
            Tokens = rest.Usage(OpenCodeMeaning.Of(family, session, provider, model)),
            Requests = 1,
            Evidence = UsageEvidence.Inferred,
            Provider = provider,
            Model = model,
            Terms = PriceTerms.Sum,
            ReportedNano = costNano is > 0 ? costNano : null,
            Session = session.Session,
            SubAgent = session.SubAgentOf(null),
            Folder = session.Directory,
        };
    }

    public static UsageRow Make(OpenCodeFamily family, OpenCodeSession session, OpenCodeMessage message, RecordKey key, bool isDatabase, long fallbackMs)
    {
        long createdMs = session.CreatedMs ?? long.MaxValue;
        TokenUsage tokens = message.Used!.Value.Usage(OpenCodeMeaning.Of(family, session, message.Provider, message.Model));
        bool isSum = message.Requests > 1;

        // An earlier reader took the cached tokens for input, and a sum for one request.
        bool isReadBetter = isSum || tokens.Input != message.Used.Value.Input;
        return new UsageRow
        {
            Key = key,
            Rank = new Rank((isReadBetter ? 8 : 0) + (message.CostNano is null ? 0 : 4) + (isDatabase ? 2 : 0) + (message.Tokens?.Total is null && message.Requests == 1 ? 0 : 1), -createdMs),
            OwnerRank = new Rank(-createdMs, session.Session.Tie),
            UnixMs = message.CreatedMs ?? message.CompletedMs ?? session.UpdatedMs ?? session.CreatedMs ?? fallbackMs,
            Tokens = tokens,
            Requests = (byte)Math.Min(message.Requests, byte.MaxValue),
            Evidence = UsageEvidence.Recorded,
            Provider = message.Provider,
            Model = message.Model,
            Terms = isSum ? PriceTerms.Sum : null,
            ReportedNano = message.CostNano,
            Session = session.Session,
            SubAgent = session.SubAgentOf(message),
            Folder = session.Directory ?? message.WorkingDirectory,
        };
    }
}
