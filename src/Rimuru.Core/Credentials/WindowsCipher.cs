using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Rimuru.Core.Credentials;

/// <summary>Windows' own encryption for a user (DPAPI), which keeps the key.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsCipher : ISecretCipher
{
    public string Name => "DPAPI";

    public string CreateKey() => "";

    public byte[] Encrypt(string name, byte[] secret, CredentialFile file) =>
        ProtectedData.Protect(secret, CredentialFile.BoundTo(name), DataProtectionScope.CurrentUser);

    public byte[] Decrypt(string name, byte[] encrypted, CredentialFile file)
    {
        try
        {
            return ProtectedData.Unprotect(encrypted, CredentialFile.BoundTo(name), DataProtectionScope.CurrentUser);
        }
        catch (CryptographicException e)
        {
            throw CredentialFile.Invalid(
                file.Path,
                $"the secret of '{name}' is damaged, or another user or machine encrypted it. Store it again.",
                e
            );
        }
    }
}
