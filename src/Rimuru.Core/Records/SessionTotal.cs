namespace Rimuru.Core.Records;

/// <summary>
/// The running total of a session by its agent's own count, from one log line. The ledger keeps every such line. It passes them, with what
/// it has of the session's requests, to the agent's adapter, which infers the requests that no line records.
/// </summary>
internal sealed record SessionTotal
{
    /// <summary>Identity of the line, the same in a copy of the file.</summary>
    public required RecordKey Key { get; init; }

    public required SessionRef Session { get; init; }

    /// <summary>
    /// When the count began. Sessions of one agent with the same origin continue each other's counts; earlier requests are in none of them.
    /// </summary>
    public long OriginMs { get; init; }

    /// <summary>
    /// How many lines came before it. Of two copies the one with the higher ordinal wins, as it has more of the session before it.
    /// </summary>
    public long Ordinal { get; init; }

    /// <summary>The best time for a request that only this total proves.</summary>
    public long UnixMs { get; init; }

    /// <summary>Time of the first request after the line; null if there is none yet.</summary>
    public long? UntilMs { get; init; }

    /// <summary>
    /// The session whose history this one starts with, so that its count continues from there; null for an independent session.
    /// </summary>
    public SessionRef? Parent { get; init; }

    /// <summary>Time of the session's first own request; only if it has a parent.</summary>
    public long? BeganMs { get; init; }

    /// <summary>Requests since the previous total that the log mentions without their usage.</summary>
    public int Unrecorded { get; init; }

    /// <summary>The folder that the session worked in; not stored, unlike the project.</summary>
    public string? Folder { get; init; }

    /// <summary>Set by ingest: the project that <see cref="Folder"/> belongs to.</summary>
    public string? Project { get; set; }

    public string? Branch { get; init; }

    /// <summary>True if an earlier reader read the file, so that it must be evaluated again; not stored.</summary>
    public bool IsReadAgain { get; init; }

    /// <summary>The total by model.</summary>
    public required IReadOnlyDictionary<string, ModelTotal> ByModel { get; init; }

    /// <summary>
    /// Sums of the session's recorded requests between the previous total and this one, by model; filled in by the ledger.
    /// </summary>
    public Dictionary<string, ModelTotal> Recorded { get; } = new(StringComparer.Ordinal);
}

/// <summary>Tokens and web searches of one model.</summary>
internal readonly record struct ModelTotal(TokenUsage Tokens, long WebSearches)
{
    public static ModelTotal operator +(ModelTotal a, ModelTotal b) => new(a.Tokens + b.Tokens, a.WebSearches + b.WebSearches);

    public static ModelTotal operator -(ModelTotal a, ModelTotal b) => new(a.Tokens - b.Tokens, a.WebSearches - b.WebSearches);
}
