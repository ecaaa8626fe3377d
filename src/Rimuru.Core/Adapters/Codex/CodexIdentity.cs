using System.Buffers.Binary;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>The keys of Codex's responses.</summary>
internal static class CodexIdentity
{
    public const string Agent = "Codex";

    /// <summary>A response with its own id.</summary>
    public static KeySpace Response { get; } = new(Agent, "response", 20);

    /// <summary>A <c>token_count</c>, by the running total after it.</summary>
    public static KeySpace Total { get; } = new(Agent, "total", 21);

    /// <summary>A turn of a <c>codex exec --json</c> log.</summary>
    public static KeySpace Turn { get; } = new(Agent, "turn", 22);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Response, Total, Turn];

    public static RecordKey OfResponse(string id) => RecordKey.Of(Response, id);

    /// <summary>
    /// The key of a row without a response id: thread, total and time, since a counter that started anew can reach an old total again.
    /// </summary>
    public static RecordKey OfTotal(SessionRef thread, CodexUsage total, long ms) => Of(Total, thread, total, ms);

    /// <summary>Lines of a saved log may have no time: a number distinguishes a total that is reached again.</summary>
    public static RecordKey OfTurn(SessionRef thread, CodexUsage total, long number) => Of(Turn, thread, total, number);

    private static RecordKey Of(KeySpace kind, SessionRef thread, CodexUsage usage, long number)
    {
        Span<byte> identity = stackalloc byte[RecordKey.Size + CodexUsage.Size + sizeof(long)];
        thread.Key.Write(identity);
        usage.Write(identity[RecordKey.Size..]);
        BinaryPrimitives.WriteInt64BigEndian(identity[(RecordKey.Size + CodexUsage.Size)..], number);
        return RecordKey.Of(kind, identity);
    }
}
