namespace Rimuru;

/// <summary>What a script of a hook can return.</summary>
public enum HookResult
{
    /// <summary>It is done; the next hook gets the event.</summary>
    Continue,

    /// <summary>It passed the event over; the next hook gets it.</summary>
    Skip,

    /// <summary>No later hook gets the event.</summary>
    Abort,
}
