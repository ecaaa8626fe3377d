namespace Rimuru.Core.ModelCatalog;

/// <summary>The result of a sync.</summary>
/// <param name="Results">One result a source.</param>
/// <param name="Errors">One error for each source that failed or was refused.</param>
/// <param name="Changes">Records whose cost changed, by model.</param>
internal sealed record ModelSyncReport(
    IReadOnlyList<ModelSyncResult> Results,
    IReadOnlyList<RimuruException> Errors,
    IReadOnlyList<PriceChange> Changes
);
