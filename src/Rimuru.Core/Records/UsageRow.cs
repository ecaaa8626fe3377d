namespace Rimuru.Core.Records;

/// <summary>
/// One copy of a billed response, as a reader found it. Several copies of one response share a key; the ledger keeps what the copy
/// of the highest rank says of the response, and the owner that the copy of the highest owner rank names (<see cref="CopyLaw"/>).
/// </summary>
internal struct UsageRow
{
    public RecordKey Key;

    /// <summary>Which copy tells what was used: the higher wins; of equal ones the content decides.</summary>
    public Rank Rank;

    /// <summary>Which copy tells whose request it was: the higher wins; of equal ones the content decides.</summary>
    public Rank OwnerRank;

    public long UnixMs;
    public TokenUsage Tokens;
    public long WebSearches;

    /// <summary>1, or 0 for a fee without a response of its own.</summary>
    public byte Requests;
    public UsageEvidence Evidence;
    public string? Provider;
    public string? Model;

    /// <summary>Terms that change the price, comma separated; null for the standard ones.</summary>
    public string? Terms;

    /// <summary>The agent's own figure in nano-USD.</summary>
    public long? ReportedNano;

    public SessionRef Session;
    public string? SubAgent;

    /// <summary>The folder that the agent worked in.</summary>
    public string? Folder;
    public string? Branch;

    /// <summary>Whose request it was, where the source names somebody; null for the user whose logs are read.</summary>
    public string? User;

    /// <summary>Set by ingest: the project that <see cref="Folder"/> belongs to.</summary>
    public string? Project;

    /// <summary>Set by pricing: nano-USD, null where unpriced.</summary>
    public long? CostNano;
    public CostStatus CostStatus;
}

/// <summary>A total order over copies; compared by the first number, then by the second.</summary>
internal readonly record struct Rank(long High, long Low) : IComparable<Rank>
{
    public int CompareTo(Rank other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Above copies with the same counts that know less: those of an older reader, which took a sum for one request, or those that were read before a file beside them was there.</summary>
    public static Rank Above(long high, long low) => new(high, low + (1L << 44));

    public static bool operator >(Rank a, Rank b) => a.CompareTo(b) > 0;

    public static bool operator <(Rank a, Rank b) => a.CompareTo(b) < 0;

    public static bool operator >=(Rank a, Rank b) => a.CompareTo(b) >= 0;

    public static bool operator <=(Rank a, Rank b) => a.CompareTo(b) <= 0;
}

/// <summary>A session as rows refer to it.</summary>
internal sealed class SessionRef(string agent, string sessionId)
{
    public string Agent { get; } = agent;

    public string SessionId { get; } = sessionId;

    public RecordKey Key { get; } = KeyOf(agent, sessionId);

    /// <summary>A stable number for ranks that must break ties between sessions.</summary>
    public ushort Tie => (ushort)(Key.High >> 48);

    private static RecordKey KeyOf(string agent, string sessionId) =>
        RecordKey.Of(KeySpace.Session, $"{agent}\n{sessionId}");
}
