namespace Rimuru.Core.Records;

/// <summary>
/// What a session had used so far by its agent's own count, as one line of its log tells it. The ledger keeps every such line, and gives them with what it
/// has of the session's requests to the agent's adapter, which tells the requests that no line records.
/// </summary>
internal sealed record SessionTotal
{
    /// <summary>Identity of the line: a copy of the file tells the same.</summary>
    public required RecordKey Key { get; init; }

    public required SessionRef Session { get; init; }

    /// <summary>When the count began. Sessions of one agent with the same number go on from each other's counts; requests before it are in none of them.</summary>
    public long OriginMs { get; init; }

    /// <summary>How many lines stood before it: orders the totals of a session, and of two copies the one with more before it knows better what led to it.</summary>
    public long Ordinal { get; init; }

    /// <summary>The best time for a request that only this total proves.</summary>
    public long UnixMs { get; init; }

    /// <summary>When the first request behind the line was made; null where there is none yet.</summary>
    public long? UntilMs { get; init; }

    /// <summary>The session with whose history this one began: its count goes on from that one's. Null for a session of its own.</summary>
    public SessionRef? Parent { get; init; }

    /// <summary>When the session's first own request was made; only where it has a parent.</summary>
    public long? BeganMs { get; init; }

    /// <summary>Requests that the log speaks of since the total before, without their usage.</summary>
    public int Unrecorded { get; init; }

    /// <summary>The folder that the session worked in; not kept, the project is.</summary>
    public string? Folder { get; init; }

    /// <summary>Set by ingest: the project that <see cref="Folder"/> belongs to.</summary>
    public string? Project { get; set; }

    public string? Branch { get; init; }

    /// <summary>What it says, by model.</summary>
    public required IReadOnlyDictionary<string, ModelTotal> Told { get; init; }

    /// <summary>What the ledger has of the session's requests between the total before and this one, by model; filled in by the ledger.</summary>
    public Dictionary<string, ModelTotal> Recorded { get; } = new(StringComparer.Ordinal);
}

/// <summary>Tokens and web searches of one model.</summary>
internal readonly record struct ModelTotal(TokenUsage Tokens, long WebSearches)
{
    public static ModelTotal operator +(ModelTotal a, ModelTotal b) => new(a.Tokens + b.Tokens, a.WebSearches + b.WebSearches);

    public static ModelTotal operator -(ModelTotal a, ModelTotal b) => new(a.Tokens - b.Tokens, a.WebSearches - b.WebSearches);
}
