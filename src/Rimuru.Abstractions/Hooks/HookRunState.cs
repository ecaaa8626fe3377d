namespace Rimuru;

/// <summary>What became of an event at a hook.</summary>
public enum HookRunState
{
    /// <summary>The hook got it.</summary>
    Delivered,

    /// <summary>It failed and is tried again.</summary>
    Retrying,

    /// <summary>It failed for good; it is kept and can be sent again.</summary>
    Failed,

    /// <summary>The hook passed it over.</summary>
    Skipped,

    /// <summary>A hook before this one ended it.</summary>
    Aborted,
}
