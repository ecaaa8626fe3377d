using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>Creates the usage row of a message.</summary>
internal static class OpenCodeRow
{
    public static UsageRow MakeSum(
        OpenCodeFamily family,
        OpenCodeSession session,
        OpenCodeUsage rest,
        RecordKey key,
        NanoUsd? costNano,
        long fallbackMs
    )
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
            ReportedNano = costNano is { Value: > 0 } ? costNano : null,
            Session = session.Session,
            SubAgent = session.SubAgentOf(null),
            Folder = session.Directory,
        };
    }

    public static UsageRow Make(
        OpenCodeFamily family,
        OpenCodeSession session,
        OpenCodeMessage message,
        RecordKey key,
        bool isDatabase,
        long fallbackMs
    )
    {
        long createdMs = session.CreatedMs ?? long.MaxValue;
        TokenUsage tokens = message.Used!.Value.Usage(OpenCodeMeaning.Of(family, session, message.Provider, message.Model));
        bool isSum = message.Requests > 1;

        // What a version means is known of the messages that it wrote, not of those that a fork took over. Up to version 4 of this reader
        // the copy counted whose input was less.
        bool isKnown = session.Version is not null && !(message.CreatedMs < session.CreatedMs);

        // An earlier reader counted the cached tokens as input, and a sum as one request.
        bool isReadBetter = isSum || (isKnown && tokens.Input != message.Used.Value.Input);
        return new UsageRow
        {
            Key = key,
            Rank = new Rank(
                (isKnown ? 16 : 0)
                    + (isReadBetter ? 8 : 0)
                    + (message.CostNano is null ? 0 : 4)
                    + (isDatabase ? 2 : 0)
                    + (message.Tokens?.Total is null && message.Requests == 1 ? 0 : 1),
                -createdMs
            ),
            OwnerRank = new Rank(-createdMs, session.Session.Tie),
            UnixMs = message.CreatedMs ?? message.RowMs ?? message.CompletedMs ?? session.UpdatedMs ?? session.CreatedMs ?? fallbackMs,
            Tokens = tokens,
            Requests = UsageRow.RequestsOf(message.Requests),
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
