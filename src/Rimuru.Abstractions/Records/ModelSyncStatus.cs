namespace Rimuru;

/// <summary>The outcome of syncing one source of models.</summary>
public enum ModelSyncStatus
{
    /// <summary>The answer was accepted.</summary>
    Updated,

    /// <summary>Nothing has changed since the last sync.</summary>
    NotModified,

    /// <summary>Skipped: the source requires a key and none is set.</summary>
    Skipped,

    /// <summary>The source could not be reached, or its answer was not valid; the previous answer stays in use.</summary>
    Failed,

    /// <summary>The answer differs too much from the previous one, which stays in use.</summary>
    Refused,
}
