using System.Globalization;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>One request of Cursor's own bill, from the dashboard's export or the team API.</summary>
internal sealed record CursorEvent
{
    /// <summary>Ranks the row above that of an earlier reader, which took it for one request.</summary>
    private const long ReadBetter = 1;

    public required long UnixMs { get; init; }

    public string? Model { get; init; }

    /// <summary>The member of the team who made the request; null in a personal export.</summary>
    public string? User { get; init; }

    public TokenUsage Tokens { get; init; }

    /// <summary>The cost according to Cursor; null if it has none or a plan includes it.</summary>
    public NanoUsd? CostNano { get; init; }

    /// <summary>The usage row. Cursor's bill has no conversations, so one session stands for a user's day.</summary>
    /// <param name="repeat">How many equal events the file had before this one.</param>
    /// <param name="exactness">The source with more decimals wins.</param>
    public UsageRow ToRow(int repeat, int exactness)
    {
        string day = Moment.Of(UnixMs).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new UsageRow
        {
            Key = CursorIdentity.OfEvent(Identity, repeat),
            Rank = new Rank(exactness, (CostNano?.Value ?? 0) + ReadBetter),
            OwnerRank = new Rank(User is null ? 0 : 1, StableHash.Of(User)),
            UnixMs = UnixMs,
            Tokens = Tokens,
            Requests = 1,
            Evidence = UsageEvidence.Recorded,
            Model = Model,

            // A row of the bill is one question, which may have taken several requests.
            Terms = PriceTerms.Sum,
            ReportedNano = CostNano,
            User = User,
            Session = new SessionRef(CursorIdentity.Agent, User is null ? $"billed-{day}" : $"billed-{day}-{User}"),
        };
    }

    /// <summary>The identity of the request in every export: events have no id.</summary>
    public string Identity =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{UnixMs}\n{Model}\n{Tokens.Input}\n{Tokens.CacheRead}\n{Tokens.CacheWrite5m}\n{Tokens.Output}"
        );
}
