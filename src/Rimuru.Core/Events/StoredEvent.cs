using System.Security.Cryptography;
using System.Text;

namespace Rimuru.Core.Events;

/// <summary>An event as the ledger keeps it.</summary>
/// <param name="Fact">What makes it one fact: the same text is the same event, whoever finds it.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="AtMs">When it happened.</param>
/// <param name="Data">Its data, as JSON.</param>
internal sealed record StoredEvent(string Fact, EventKind Kind, long AtMs, string Data)
{
    private const int IdBytes = 16;

    /// <summary>The place of it among the ledger's events; 0 before it is stored.</summary>
    public long Number { get; init; }

    /// <summary>The id that the ledger gave it; empty before it is stored.</summary>
    public string Id { get; init; } = "";

    /// <summary>The hooks that led to it, the last one last, separated by commas.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The priority of the hook that stopped it; hooks with a greater number do not get it.</summary>
    public long StoppedAt { get; init; } = long.MaxValue;

    public static StoredEvent Of(string fact, RimuruEvent told) =>
        new(fact, told.Kind, told.Time.ToUnixTimeMilliseconds(), EventText.DataOf(told));

    /// <summary>The id of the fact in a ledger.</summary>
    public string IdIn(string ledger) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{ledger}\n{Kind}\n{Fact}")), 0, IdBytes).ToLowerInvariant();
}
