namespace Rimuru.Core.Credentials;

/// <summary>
/// The vaults of a host that this process runs in, such as PowerShell's SecretManagement. Each call may throw
/// <see cref="SourceUnusableException"/>, and is made on the thread of the command.
/// </summary>
internal interface ISecretVault
{
    /// <summary>True if the host has vaults at all.</summary>
    bool IsInstalled { get; }

    string? Find(string name);

    /// <summary>The names of all vaults, each with the name of its vault.</summary>
    IReadOnlyList<(string Name, string Place)> List();

    /// <summary>Stores a secret in the default vault, and returns that vault's name, if it is known.</summary>
    string? Set(string name, string secret);

    bool Remove(string name);
}
