namespace Rimuru;

/// <summary>What became of an event at a hook.</summary>
public sealed record HookRun
{
    /// <summary>The name of the hook.</summary>
    public required string Hook { get; init; }

    /// <summary>What became of it.</summary>
    public HookRunState State { get; init; }

    /// <summary>The event.</summary>
    public required RimuruEvent Event { get; init; }

    /// <summary>The event's id, the same in each attempt.</summary>
    public string EventId => Event.Id;

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was last tried.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>When it is tried again; null for never.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>What went wrong the last time; null for nothing.</summary>
    public string? Error { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Hook}: {Event} ({State})";
}
