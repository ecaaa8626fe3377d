using System.Globalization;
using System.Text;

namespace Rimuru.Core.Records;

/// <summary>
/// A namespace of identities. It is hashed before the identity, so that the same text gives different keys for different agents or kinds.
/// </summary>
internal sealed class KeySpace
{
    private const int NamedSize = 16;

    private readonly byte number;
    private byte[]? prefix;

    /// <param name="agent">The agent's name. Agent and kind are part of every stored key: neither may change.</param>
    /// <param name="kind">What is identified, such as <c>message</c>.</param>
    public KeySpace(string agent, string kind) => (Agent, Kind) = (agent, kind);

    /// <summary>A kind that existing ledgers store by number. New kinds have no number.</summary>
    public KeySpace(string agent, string kind, byte number)
        : this(agent, kind) => this.number = number;

    /// <summary>Sessions of all agents.</summary>
    public static KeySpace Session { get; } = new("", "session", 1);

    /// <summary>Names that the ledger keeps once.</summary>
    public static KeySpace Name { get; } = new("", "name", 2);

    /// <summary>Files that the ledger keeps cursors of.</summary>
    public static KeySpace File { get; } = new("", "file", 3);

    /// <summary>The agent whose records are identified; empty for the ledger's own kinds.</summary>
    public string Agent { get; }

    public string Kind { get; }

    /// <summary>Two kinds that give the same keys have the same mark. It needs no hash.</summary>
    public string Mark => number > 0 ? number.ToString(CultureInfo.InvariantCulture) : $"{Agent}\n{Kind}";

    /// <summary>The prefix of an identity, made when it is first needed. A number is never 0, so it cannot collide with a name.</summary>
    public ReadOnlySpan<byte> Prefix => prefix ??= MakePrefix();

    public override string ToString() => $"{Agent} {Kind}";

    private byte[] MakePrefix() =>
        number > 0 ? [number] : [0, .. KeyHash.Of(Encoding.UTF8.GetBytes($"{Agent}\n{Kind}")).AsSpan(0, NamedSize)];
}
