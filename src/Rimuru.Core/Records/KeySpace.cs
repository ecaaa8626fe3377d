using System.Security.Cryptography;
using System.Text;

namespace Rimuru.Core.Records;

/// <summary>A namespace of identities. It is hashed before the identity, so that the same text gives different keys for different agents or kinds.</summary>
internal sealed class KeySpace
{
    private const int NamedSize = 16;

    private readonly byte[] prefix;

    /// <param name="agent">The agent's name. Agent and kind are part of every stored key: neither may change.</param>
    /// <param name="kind">What is identified, such as <c>message</c>.</param>
    public KeySpace(string agent, string kind)
    {
        (Agent, Kind) = (agent, kind);
        prefix = [0, .. SHA256.HashData(Encoding.UTF8.GetBytes($"{agent}\n{kind}")).AsSpan(0, NamedSize)];
    }

    /// <summary>A kind that existing ledgers store by number. New kinds have no number.</summary>
    public KeySpace(string agent, string kind, byte number)
    {
        (Agent, Kind) = (agent, kind);
        prefix = [number];
    }

    /// <summary>Sessions of all agents.</summary>
    public static KeySpace Session { get; } = new("", "session", 1);

    /// <summary>Names that the ledger keeps once.</summary>
    public static KeySpace Name { get; } = new("", "name", 2);

    /// <summary>Files that the ledger keeps cursors of.</summary>
    public static KeySpace File { get; } = new("", "file", 3);

    /// <summary>The agent whose records are identified; empty for the ledger's own kinds.</summary>
    public string Agent { get; }

    public string Kind { get; }

    /// <summary>The prefix of an identity. A number is never 0, so it cannot collide with a name.</summary>
    public ReadOnlySpan<byte> Prefix => prefix;

    public override string ToString() => $"{Agent} {Kind}";
}
