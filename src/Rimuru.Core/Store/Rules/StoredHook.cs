namespace Rimuru.Core.Store.Rules;

/// <summary>A hook as the ledger keeps it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">What it is, as JSON.</param>
/// <param name="Kinds">The kinds of events that it wants, as bits.</param>
/// <param name="SinceMs">Earlier facts are not for it.</param>
/// <param name="Machine">The only machine that delivers it; empty for any.</param>
/// <param name="User">The only user who delivers it; empty for any.</param>
internal sealed record StoredHook(string Name, string Definition, long Kinds, long SinceMs, string Machine, string User)
{
    public bool IsEnabled { get; init; } = true;

    /// <summary>How often it failed since it last worked.</summary>
    public long Failures { get; init; }

    /// <summary>The number of the last event that was looked at for it.</summary>
    public long Position { get; init; }
}

/// <summary>What became of an event at a hook.</summary>
/// <param name="Hook">The hook's name.</param>
/// <param name="EventId">The event's id.</param>
/// <param name="State">What became of it.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextMs">When it is tried again; 0 for never.</param>
/// <param name="AtMs">When it was last tried.</param>
/// <param name="Error">What went wrong the last time; empty for nothing.</param>
internal sealed record StoredRun(string Hook, string EventId, HookRunState State, long Attempts, long NextMs, long AtMs, string Error);
