using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>Names, dimensions and sessions by id. Ids never change, so what has been seen can be remembered.</summary>
internal interface ILedgerNames
{
    /// <summary>The id of a name, which is added where it is new; 0 for none.</summary>
    int IdOf(string? name);

    /// <summary>The name of an id; null for 0.</summary>
    string? NameOf(int id);

    /// <summary>The id of a dimension, which is added where it is new.</summary>
    int IdOf(DimensionIds dimension);

    DimensionIds IdsOf(int dimension);

    Dimension DimensionOf(int id);

    /// <summary>The id of a session; one that is known by its id only so far is added as such.</summary>
    long IdOf(SessionRef session, int machine, int user);

    /// <summary>The session of an id.</summary>
    SessionRef SessionOf(long id);
}

internal static class LedgerNames
{
    /// <summary>A dimension by its names.</summary>
    public static Dimension Named(this ILedgerNames names, DimensionIds ids) => new(
        names.NameOf(ids.Agent) ?? "", names.NameOf(ids.Provider), names.NameOf(ids.Model), names.NameOf(ids.Project), names.NameOf(ids.Branch),
        names.NameOf(ids.SubAgent), names.NameOf(ids.Machine), names.NameOf(ids.User), (UsageEvidence)ids.Evidence);
}
