namespace Rimuru.Core.ModelCatalog;

/// <summary>What a sync did.</summary>
/// <param name="Results">One a source.</param>
/// <param name="Errors">One a source that failed or was refused.</param>
/// <param name="Changes">Records whose cost changed, by model.</param>
internal sealed record ModelSyncReport(IReadOnlyList<ModelSyncResult> Results, IReadOnlyList<RimuruException> Errors, IReadOnlyList<PriceChange> Changes);
