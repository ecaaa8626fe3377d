using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>Maps names, dimensions and sessions to ids and back. Ids never change, so they can be cached.</summary>
internal interface ILedgerNames
{
    /// <summary>The id of a name, which is added if it is new; 0 for null.</summary>
    int IdOf(string? name);

    /// <summary>The name of an id; null for 0.</summary>
    string? NameOf(int id);

    /// <summary>The id of a dimension, which is added if it is new.</summary>
    int IdOf(DimensionIds dimension);

    DimensionIds IdsOf(int dimension);

    Dimension DimensionOf(int id);

    /// <summary>The id of a session; if it is new, it is added with only its session id.</summary>
    long IdOf(SessionRef session, int machine, int user);

    /// <summary>The session of an id.</summary>
    SessionRef SessionOf(long id);
}

internal static class LedgerNames
{
    /// <summary>A dimension by its names.</summary>
    public static Dimension Named(this ILedgerNames names, DimensionIds ids) =>
        new(
            names.NameOf(ids.Agent) ?? "",
            names.NameOf(ids.Provider),
            names.NameOf(ids.Model),
            names.NameOf(ids.Project),
            names.NameOf(ids.Branch),
            names.NameOf(ids.SubAgent),
            names.NameOf(ids.Machine),
            names.NameOf(ids.User),
            (UsageEvidence)ids.Evidence,
            names.NameOf(ids.CreditUnit)
        );
}
