using Rimuru.Core.Errors;

namespace Rimuru.Core.Credentials;

/// <summary>The vaults of the host, if it has any.</summary>
/// <param name="vaultOf">The host's vaults during a command; null for a host without.</param>
internal sealed class VaultSource(Func<ISecretVault?> vaultOf) : ICredentialSource
{
    public CredentialSource Kind => CredentialSource.SecretManagement;

    public string? Find(string name) => Vault().Find(name);

    /// <summary>A vault may hold secrets of other programs under names that Rimuru does not take.</summary>
    public IReadOnlyList<(string Name, string Place)> List() =>
        [.. Vault().List().Where(secret => AsciiName.IsValid(secret.Name)).Select(secret => (secret.Name, PlaceOf(secret.Place)))];

    public string Set(string name, string secret) => PlaceOf(Vault().Set(name, secret));

    public bool Remove(string name) => Vault().Remove(name);

    private ISecretVault Vault()
    {
        ISecretVault vault = vaultOf() ?? throw new SourceUnusableException("it exists only in PowerShell");
        return vault.IsInstalled ? vault : throw new SourceUnusableException("it is not installed");
    }

    private static string PlaceOf(string? vault) => vault is null ? "the default vault" : $"vault {vault}";
}
