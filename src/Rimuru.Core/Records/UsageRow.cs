namespace Rimuru.Core.Records;

/// <summary>
/// One copy of a billed response, as a reader found it. Copies of one response share a key. The ledger keeps the usage of the copy
/// with the highest rank, and the owner of the copy with the highest owner rank (<see cref="CopyLaw"/>).
/// </summary>
internal struct UsageRow
{
    public RecordKey Key;

    /// <summary>Decides the usage: the higher rank wins; content breaks ties.</summary>
    public Rank Rank;

    /// <summary>Decides the owner: the higher rank wins; content breaks ties.</summary>
    public Rank OwnerRank;

    public long UnixMs;
    public TokenUsage Tokens;
    public long WebSearches;

    /// <summary>1, or that of a sum; 0 for a fee without a response.</summary>
    public short Requests;
    public UsageEvidence Evidence;
    public string? Provider;
    public string? Model;

    /// <summary>Terms that change the price, comma separated; null for standard terms.</summary>
    public string? Terms;

    /// <summary>The cost that the agent logged.</summary>
    public NanoUsd? ReportedNano;

    /// <summary>The credits that the agent logged, beside money.</summary>
    public Credits Credits;

    public SessionRef Session;
    public string? SubAgent;

    /// <summary>The folder that the agent worked in.</summary>
    public string? Folder;
    public string? Branch;

    /// <summary>The user, if the source names one; null for the user whose logs are read.</summary>
    public string? User;

    /// <summary>Set by ingest: the project that <see cref="Folder"/> belongs to.</summary>
    public string? Project;

    /// <summary>Cost, set by pricing; null if unpriced.</summary>
    public NanoUsd? CostNano;
    public CostStatus CostStatus;

    /// <summary>What caching saved, set by pricing: negative if writes cost more than reads saved; null if unpriced.</summary>
    public NanoUsd? CacheSavingNano;

    /// <summary>A number of requests as a row keeps it, which is enough for any session.</summary>
    public static short RequestsOf(long count) => (short)Math.Clamp(count, 0, short.MaxValue);
}

/// <summary>A total order over copies; compared by the first number, then by the second.</summary>
internal readonly record struct Rank(long High, long Low) : IComparable<Rank>
{
    public int CompareTo(Rank other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>
    /// Raises a copy above copies with the same counts but less information: those of an older reader that counted a sum as one request, or
    /// those read before an accompanying file existed.
    /// </summary>
    public static Rank Above(long high, long low) => new(high, low + (1L << 44));

    public static bool operator >(Rank a, Rank b) => a.CompareTo(b) > 0;

    public static bool operator <(Rank a, Rank b) => a.CompareTo(b) < 0;

    public static bool operator >=(Rank a, Rank b) => a.CompareTo(b) >= 0;

    public static bool operator <=(Rank a, Rank b) => a.CompareTo(b) <= 0;
}

/// <summary>Refers to a session: agent and session id.</summary>
internal sealed class SessionRef(string agent, string sessionId)
{
    public string Agent { get; } = agent;

    public string SessionId { get; } = sessionId;

    public RecordKey Key { get; } = KeyOf(agent, sessionId);

    /// <summary>A stable number that breaks ties between sessions.</summary>
    public ushort Tie => (ushort)(Key.High >> 48);

    private static RecordKey KeyOf(string agent, string sessionId) => RecordKey.Of(KeySpace.Session, $"{agent}\n{sessionId}");
}
