using Rimuru.Core.Config;
using Rimuru.Core.Credentials;

namespace Rimuru.Core.Tests.Credentials;

/// <summary>A home with credentials of its own: no vault, and no D-Bus session, so that the keychain of the tester is never touched.</summary>
public sealed class CredentialHome : IDisposable
{
    private readonly Dictionary<string, string> variables = [];

    internal string Folder { get; } = Directory.CreateTempSubdirectory("rimuru-credentials-").FullName;

    internal HostEnvironment Host => HostEnvironment.Of(Folder, variables, HostPlatform.Linux);

    internal string CredentialFile => new ConfigPaths(Host).CredentialFile;

    internal string KeyFile => new ConfigPaths(Host).CredentialKeyFile;

    internal CredentialHome With(string variable, string value)
    {
        variables[variable] = value;
        return this;
    }

    internal CredentialHome Without(string variable)
    {
        variables.Remove(variable);
        return this;
    }

    internal CredentialService Open(ICredentialSource? keychain = null) => new(Host, keychain);

    internal string? Secret(string name) => Open().Search(name).Found?.Secret;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
