using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Contracts;

/// <summary>A usage row as stored: names are ids.</summary>
internal struct StoredUsage
{
    public long At;
    public long Session;
    public int Dimension;
    public int Terms;
    public long Requests;
    public TokenUsage Tokens;
    public long WebSearches;
    public NanoUsd? Cost;
    public CostStatus CostStatus;
    public NanoUsd? CacheSaving;
    public int PriceVersion;
    public NanoUsd? ReportedCost;

    /// <summary>Reported credits in billionths; null if none. Their unit is that of the dimension.</summary>
    public long? CreditNano;
    public Rank Rank;
    public Rank OwnerRank;

    /// <summary>Why the row does not count, as flags of <see cref="Retraction"/>; 0 if it counts.</summary>
    public int Retractions;

    public readonly Sums Sums => Sums.Of(Requests, Tokens, WebSearches, Cost, CostStatus, CreditNano ?? 0, CacheSaving);

    /// <summary>True if another row has the same content for the same request.</summary>
    public readonly bool HasSameContent(in StoredUsage other) =>
        (At, Session, Dimension, Terms, Requests, WebSearches, Cost, CostStatus)
            == (other.At, other.Session, other.Dimension, other.Terms, other.Requests, other.WebSearches, other.Cost, other.CostStatus)
        && CreditNano == other.CreditNano
        && CacheSaving == other.CacheSaving
        && Tokens == other.Tokens;

    /// <summary>Converts it to the form in which readers produce rows, for comparison or for another ledger.</summary>
    public readonly UsageRow ToRow(RecordKey key, Dimension names, string? terms, SessionRef session) =>
        new()
        {
            Key = key,
            Rank = Rank,
            OwnerRank = OwnerRank,
            UnixMs = At,
            Tokens = Tokens,
            WebSearches = WebSearches,
            Requests = UsageRow.RequestsOf(Requests),
            Evidence = names.Evidence,
            Provider = names.Provider,
            Model = names.Model,
            Terms = terms,
            ReportedNano = ReportedCost,
            Credits = CreditNano is { } nano ? new Credits(nano, names.CreditUnit) : default,
            Session = session,
            SubAgent = names.SubAgent,
            Branch = names.Branch,
            Project = names.Project,
            CostNano = Cost,
            CostStatus = CostStatus,
            CacheSavingNano = CacheSaving,
        };

    /// <summary>What its price depends on, as a row to price again.</summary>
    public readonly UsageRow ToPrice(string? provider, string? model, string? terms) =>
        new()
        {
            UnixMs = At,
            Provider = provider,
            Model = model,
            Terms = terms,
            Tokens = Tokens,
            Requests = UsageRow.RequestsOf(Requests),
            WebSearches = WebSearches,
        };

    /// <summary>Its contribution to the ledger's sums; empty if it does not count.</summary>
    public readonly LedgerCell Share => Retractions == 0 ? new LedgerCell(At, Session, Dimension, Sums) : default;

    public static StoredUsage Of(in UsageRow row, long session, int dimension, int terms, int priceVersion) =>
        new()
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
            CacheSaving = row.CacheSavingNano,
            PriceVersion = priceVersion,
            ReportedCost = row.ReportedNano,
            CreditNano = row.Credits.Unit is null ? null : row.Credits.Nano,
            Rank = row.Rank,
            OwnerRank = row.OwnerRank,
        };
}
