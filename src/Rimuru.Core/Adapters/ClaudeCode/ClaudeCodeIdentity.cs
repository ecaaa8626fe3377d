using System.Buffers.Binary;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>The keys of Claude Code's requests.</summary>
internal static class ClaudeCodeIdentity
{
    public const string Agent = "ClaudeCode";

    /// <summary>A response with a <c>message.id</c>.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 10);

    /// <summary>A response with only a request id.</summary>
    public static KeySpace Request { get; } = new(Agent, "request", 11);

    /// <summary>A response with only the <c>uuid</c> of its line.</summary>
    public static KeySpace Line { get; } = new(Agent, "line", 12);

    /// <summary>A response without any id.</summary>
    public static KeySpace Anonymous { get; } = new(Agent, "anonymous", 13);

    /// <summary>A request to an advisor model inside a response.</summary>
    public static KeySpace Advisor { get; } = new(Agent, "advisor", 14);

    /// <summary>The fee of a web search.</summary>
    public static KeySpace Search { get; } = new(Agent, "search", 15);

    /// <summary>A running total of a <c>cost-state</c> line.</summary>
    public static KeySpace Total { get; } = new(Agent, "total", 16);

    /// <summary>A request that only totals prove.</summary>
    public static KeySpace Inferred { get; } = new(Agent, "inferred", 17);

    /// <summary>A response whose id a relay reuses for others, identified also by the time of its first line.</summary>
    public static KeySpace Relayed { get; } = new(Agent, "relayed");

    /// <summary>A declined attempt inside a response, after which another model took over.</summary>
    public static KeySpace Fallback { get; } = new(Agent, "fallback");

    /// <summary>A compaction inside a response.</summary>
    public static KeySpace Compaction { get; } = new(Agent, "compaction");

    /// <summary>A pass of a request before its last one.</summary>
    public static KeySpace Pass { get; } = new(Agent, "pass");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } =
    [Message, Request, Line, Anonymous, Advisor, Search, Total, Inferred, Relayed, Fallback, Compaction, Pass];

    public static RecordKey OfMessage(ReadOnlySpan<byte> id) => RecordKey.Of(Message, id);

    public static RecordKey OfRequest(ReadOnlySpan<byte> id) => RecordKey.Of(Request, id);

    public static RecordKey OfLine(ReadOnlySpan<byte> uuid) => RecordKey.Of(Line, uuid);

    /// <summary>Equal lines of one file are different responses; an equal line in a copied file is the same response.</summary>
    public static RecordKey OfAnonymous(long hash, long count) => RecordKey.Of(Anonymous, $"{hash}:{count}");

    public static RecordKey OfAdvisor(RecordKey response, int index) => Inside(Advisor, response, index);

    public static RecordKey OfFallback(RecordKey response, int index) => Inside(Fallback, response, index);

    public static RecordKey OfCompaction(RecordKey response, int index) => Inside(Compaction, response, index);

    public static RecordKey OfPass(RecordKey request, int index) => Inside(Pass, request, index);

    /// <summary>Lines with the same request id are one response, whatever its message id is.</summary>
    public static RecordKey OfRelayed(ReadOnlySpan<byte> id, ReadOnlySpan<byte> request) => RecordKey.Of(Relayed, [.. id, 0, .. request]);

    /// <param name="id">The id.</param>
    /// <param name="ms">The time of the response's first line.</param>
    /// <param name="place">
    /// How many other responses with the id began at that time: a line without a time is given that of the line before.
    /// </param>
    public static RecordKey OfRelayed(ReadOnlySpan<byte> id, long ms, int place)
    {
        byte[] identity = new byte[sizeof(long) + sizeof(int) + id.Length];
        BinaryPrimitives.WriteInt64BigEndian(identity, ms);
        BinaryPrimitives.WriteInt32BigEndian(identity.AsSpan(sizeof(long)), place);
        id.CopyTo(identity.AsSpan(sizeof(long) + sizeof(int)));
        return RecordKey.Of(Relayed, identity);
    }

    public static RecordKey OfSearch(ReadOnlySpan<byte> uuid) => RecordKey.Of(Search, uuid);

    public static RecordKey OfTotal(SessionRef session, ReadOnlySpan<byte> line)
    {
        Span<byte> identity = stackalloc byte[RecordKey.Size + sizeof(long)];
        session.Key.Write(identity);
        BinaryPrimitives.WriteInt64BigEndian(identity[RecordKey.Size..], StableHash.Of(line));
        return RecordKey.Of(Total, identity);
    }

    /// <summary>One of the requests to a model that a total proves.</summary>
    public static RecordKey OfInferred(RecordKey total, string model, int index)
    {
        Span<byte> identity = stackalloc byte[(2 * RecordKey.Size) + sizeof(int)];
        total.Write(identity);
        RecordKey.Of(Inferred, model).Write(identity[RecordKey.Size..]);
        BinaryPrimitives.WriteInt32BigEndian(identity[(2 * RecordKey.Size)..], index);
        return RecordKey.Of(Inferred, identity);
    }

    private static RecordKey Inside(KeySpace kind, RecordKey response, int index)
    {
        Span<byte> identity = stackalloc byte[RecordKey.Size + sizeof(int)];
        response.Write(identity);
        BinaryPrimitives.WriteInt32BigEndian(identity[RecordKey.Size..], index);
        return RecordKey.Of(kind, identity);
    }
}
