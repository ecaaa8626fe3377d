using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Contracts;

/// <summary>A usage row as its table has it: names are ids, money is nano-USD.</summary>
internal struct StoredUsage
{
    public long At;
    public long Session;
    public int Dimension;
    public int Terms;
    public long Requests;
    public TokenUsage Tokens;
    public long WebSearches;
    public long? Cost;
    public CostStatus CostStatus;
    public int PriceVersion;
    public long? ReportedCost;
    public Rank Rank;
    public Rank OwnerRank;

    /// <summary>The reasons for which the row does not count, of <see cref="Withdrawal"/>; 0 where it counts.</summary>
    public int Withdrawn;

    public readonly Sums Sums => Sums.Of(Requests, Tokens, WebSearches, Cost, CostStatus);

    /// <summary>True where another row says the same of the same request.</summary>
    public readonly bool Tells(in StoredUsage other) =>
        (At, Session, Dimension, Requests, WebSearches, Cost, CostStatus) == (other.At, other.Session, other.Dimension, other.Requests, other.WebSearches, other.Cost, other.CostStatus)
        && Tokens == other.Tokens;

    /// <summary>The row as a reader would find it, so that it can be compared with one, or written to another ledger.</summary>
    public readonly UsageRow ToRow(RecordKey key, Dimension names, string? terms, SessionRef session) => new()
    {
        Key = key,
        Rank = Rank,
        OwnerRank = OwnerRank,
        UnixMs = At,
        Tokens = Tokens,
        WebSearches = WebSearches,
        Requests = (byte)Requests,
        Evidence = names.Evidence,
        Provider = names.Provider,
        Model = names.Model,
        Terms = terms,
        ReportedNano = ReportedCost,
        Session = session,
        SubAgent = names.SubAgent,
        Branch = names.Branch,
        Project = names.Project,
        CostNano = Cost,
        CostStatus = CostStatus,
    };

    /// <summary>Its share in the ledger's sums; an empty one where it does not count.</summary>
    public readonly LedgerCell Share => Withdrawn == 0 ? new LedgerCell(At, Session, Dimension, Sums) : default;

    public static StoredUsage Of(in UsageRow row, long session, int dimension, int terms, int priceVersion) => new()
    {
        At = row.UnixMs,
        Session = session,
        Dimension = dimension,
        Terms = terms,
        Requests = row.Requests,
        Tokens = row.Tokens,
        WebSearches = row.WebSearches,
        Cost = row.CostNano,
        CostStatus = row.CostStatus,
        PriceVersion = priceVersion,
        ReportedCost = row.ReportedNano,
        Rank = row.Rank,
        OwnerRank = row.OwnerRank,
    };
}
