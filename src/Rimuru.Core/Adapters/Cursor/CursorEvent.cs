using System.Globalization;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>One request of Cursor's own bill, as the dashboard's export and the team API tell it.</summary>
internal sealed record CursorEvent
{
    /// <summary>An earlier reader took the row for one request, at the same cost.</summary>
    private const long ReadBetter = 1;

    public required long UnixMs { get; init; }

    public string? Model { get; init; }

    /// <summary>The member of the team whose request it was; null in a personal export.</summary>
    public string? User { get; init; }

    public TokenUsage Tokens { get; init; }

    /// <summary>What Cursor says that the tokens cost; null where it says nothing or that a plan includes it.</summary>
    public NanoUsd? CostNano { get; init; }

    /// <summary>The row, with the session that stands for its user's day: Cursor's bill knows no conversations.</summary>
    /// <param name="repeat">How many equal events the file had before this one.</param>
    /// <param name="exactness">The source that knows more decimals wins.</param>
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

            // A row of the bill is what a question took, in as many requests as it needed.
            Terms = PriceTerms.Sum,
            ReportedNano = CostNano,
            User = User,
            Session = new SessionRef(CursorIdentity.Agent, User is null ? $"billed-{day}" : $"billed-{day}-{User}"),
        };
    }

    /// <summary>What one request is known by in every export: events have no id.</summary>
    public string Identity =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{UnixMs}\n{Model}\n{Tokens.Input}\n{Tokens.CacheRead}\n{Tokens.CacheWrite5m}\n{Tokens.Output}"
        );
}
