namespace Rimuru.Core.Store.Contracts;

/// <summary>Runs plain statements on an open ledger of any kind.</summary>
internal interface IPlainStore
{
    /// <summary>Runs a query.</summary>
    T Read<T>(Func<IPlainSql, T> query);

    /// <summary>Runs changes in one transaction, while nobody else writes.</summary>
    T Change<T>(Func<IPlainSql, T> work, CancellationToken stop);
}
