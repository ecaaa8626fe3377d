using Rimuru.Core.Credentials;

namespace Rimuru.Core.Tests.Credentials;

/// <summary>A keychain or a vault in memory, which may be out of order.</summary>
internal sealed class MemorySource : ICredentialSource, ISecretVault
{
    private readonly int thread = Environment.CurrentManagedThreadId;

    public Dictionary<string, string> Secrets { get; } = [];

    /// <summary>Why it does not work; null if it does.</summary>
    public string? Reason { get; set; }

    /// <summary>How often it was asked for a secret.</summary>
    public int Asked { get; private set; }

    public CredentialSource Kind => CredentialSource.Keychain;

    public bool IsInstalled => true;

    public string? Find(string name)
    {
        Work();
        Asked++;
        return Secrets.GetValueOrDefault(name);
    }

    public IReadOnlyList<(string Name, string Place)> List()
    {
        Work();
        return [.. Secrets.Keys.Select(name => (name, "memory"))];
    }

    public string Set(string name, string secret)
    {
        Work();
        Secrets[name] = secret;
        return "memory";
    }

    public bool Remove(string name)
    {
        Work();
        return Secrets.Remove(name);
    }

    /// <summary>Throws if it does not work, or is asked on another thread than the one that made it, as a vault must not be.</summary>
    private void Work()
    {
        Environment.CurrentManagedThreadId.ShouldBe(thread);
        if (Reason is not null)
            throw new SourceUnusableException(Reason);
    }
}
