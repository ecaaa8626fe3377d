namespace Rimuru;

/// <summary>One entry of Rimuru's own log.</summary>
public sealed record LogEntry
{
    /// <summary>When it was written.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The severity.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>The part of Rimuru that wrote it.</summary>
    public required LogArea Area { get; init; }

    /// <summary>The same for all entries of one operation, such as a sync.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The process that wrote it.</summary>
    public required int ProcessId { get; init; }

    /// <summary>How long the operation took; null for an entry within one.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The code of the error, such as <c>E1001</c>; null if there is none.</summary>
    public string? Code { get; init; }

    /// <summary>What happened. Never a prompt, a response, or a secret.</summary>
    public required string Message { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Level} {Area} {Message}";
}

/// <summary>The severity of a log entry, from the worst.</summary>
public enum LogLevel
{
    /// <summary>Nothing; only for settings.</summary>
    Off,

    /// <summary>An operation failed.</summary>
    Error,

    /// <summary>An operation was completed, but something in it was wrong.</summary>
    Warning,

    /// <summary>An operation changed something.</summary>
    Info,

    /// <summary>An operation that changed nothing, or a step of one.</summary>
    Debug,
}

/// <summary>A part of Rimuru that writes to the log.</summary>
public enum LogArea
{
    /// <summary>Reading the agents' logs.</summary>
    Ingest,

    /// <summary>Models and prices.</summary>
    Prices,

    /// <summary>The ledger's store.</summary>
    Store,

    /// <summary>Hooks, and the events that they are told of.</summary>
    Hooks,
}
