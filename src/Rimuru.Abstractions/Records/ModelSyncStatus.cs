namespace Rimuru;

/// <summary>How the sync of one source of models went.</summary>
public enum ModelSyncStatus
{
    /// <summary>It answered, and its answer was taken.</summary>
    Updated,

    /// <summary>It said that nothing has changed since the last time.</summary>
    NotModified,

    /// <summary>It was not asked, since it wants a key and none is set.</summary>
    Skipped,

    /// <summary>It could not be asked, or its answer made no sense; what it said before holds.</summary>
    Failed,

    /// <summary>Its answer is too different from what it said before; that holds.</summary>
    Refused,
}
