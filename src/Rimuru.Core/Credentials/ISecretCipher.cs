namespace Rimuru.Core.Credentials;

/// <summary>
/// Encrypts the secrets of a file for this user. The name of a secret is bound to it: an entry under another name is damaged.
/// </summary>
internal interface ISecretCipher
{
    string Name { get; }

    /// <summary>Makes the key of a new file if there is none, and returns its mark.</summary>
    string CreateKey();

    byte[] Encrypt(string name, byte[] secret, CredentialFile file);

    /// <summary>Decrypts a secret. E14002: it or the key is damaged, or the key is another one. E14003: others can read the key.</summary>
    byte[] Decrypt(string name, byte[] encrypted, CredentialFile file);
}
