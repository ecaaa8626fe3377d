namespace Rimuru.Core.Store.Contracts;

/// <summary>Everything that a report can group by except time and session. Empty names are null.</summary>
internal sealed record Dimension(
    string Agent,
    string? Provider,
    string? Model,
    string? Project,
    string? Branch,
    string? SubAgent,
    string? Machine,
    string? User,
    UsageEvidence Evidence,
    string? CreditUnit
);

/// <summary>A dimension as the ids of its names; 0 for none.</summary>
internal sealed record DimensionIds(
    int Agent,
    int Provider,
    int Model,
    int Project,
    int Branch,
    int SubAgent,
    int Machine,
    int User,
    int Evidence,
    int CreditUnit
);
