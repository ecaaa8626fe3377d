using Rimuru.Core;
using Rimuru.Core.Credentials;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>A cmdlet on the user's credentials. It needs neither a configuration nor a ledger.</summary>
public abstract class CredentialCmdlet : RimuruCmdlet
{
    private protected CredentialCmdlet() { }

    private protected CredentialService Credentials()
    {
        CredentialService credentials = RimuruEngine.OwnCredentials();
        credentials.Vault = new SecretVault(this);
        return credentials;
    }

    /// <summary>Says with -Verbose why a source was not used.</summary>
    private protected void WritePassedOver(IEnumerable<string> reasons)
    {
        foreach (string reason in reasons)
            WriteVerbose(reason);
    }
}
