using System.Security.Cryptography;
using System.Text;

namespace Rimuru.Core.Records;

/// <summary>A kind of identity. It is hashed in front of the identity, so that the same text of two agents, or of two kinds, is two keys.</summary>
internal sealed class KeySpace
{
    private const int NamedSize = 16;

    private readonly byte[] prefix;

    /// <param name="agent">The agent's name. It is part of every stored key, as the kind is: neither may change.</param>
    /// <param name="kind">What is identified, such as <c>message</c>.</param>
    public KeySpace(string agent, string kind)
    {
        (Agent, Kind) = (agent, kind);
        prefix = [0, .. SHA256.HashData(Encoding.UTF8.GetBytes($"{agent}\n{kind}")).AsSpan(0, NamedSize)];
    }

    /// <summary>A kind from the time when kinds had numbers, which ledgers have in their keys. New kinds have none.</summary>
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

    /// <summary>What stands in front of an identity. A number is never 0, so that no name meets one.</summary>
    public ReadOnlySpan<byte> Prefix => prefix;

    public override string ToString() => $"{Agent} {Kind}";
}
