using System.Security.Cryptography;
using Rimuru.Core.Files;

namespace Rimuru.Core.Credentials;

/// <summary>AES-GCM under a random key in a file of its own, which only the user can read.</summary>
internal sealed class KeyFileCipher(string keyFile) : ISecretCipher
{
    public string Name => "AES-256-GCM";

    public string CreateKey()
    {
        KeyFile.Create(keyFile);
        byte[] key = ReadKey();
        try
        {
            return MarkOf(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public byte[] Encrypt(string name, byte[] secret, CredentialFile file) =>
        WithKey(file, key => SealedBytes.Encrypt(key, secret, CredentialFile.BoundTo(name)));

    public byte[] Decrypt(string name, byte[] encrypted, CredentialFile file) =>
        WithKey(file, key => SealedBytes.Decrypt(key, encrypted, CredentialFile.BoundTo(name)) ?? throw Damaged(name, file));

    private byte[] WithKey(CredentialFile file, Func<byte[], byte[]> work)
    {
        byte[] key = ReadKey();
        try
        {
            if (file.Cipher != Name || MarkOf(key) != file.Key)
                throw CredentialFile.Invalid(file.Path, $"it was encrypted with another key than {keyFile}.");
            return work(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private byte[] ReadKey()
    {
        byte[] key;
        try
        {
            CredentialFile.RefuseOpen(keyFile, PrivateFile.WhyNotPrivate(keyFile));
            key = RegularFile.ReadAllBytes(keyFile, RegularFile.SmallDocument);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CredentialFile.Invalid(keyFile, $"the key of the credentials cannot be read. {e.Message}", e);
        }

        return key.Length == KeyFile.Length ? key : throw CredentialFile.Invalid(keyFile, "the key of the credentials is damaged.");
    }

    private static RimuruException Damaged(string name, CredentialFile file) =>
        CredentialFile.Invalid(file.Path, $"the secret of '{name}' is damaged. Store it again; the others are not affected.");

    /// <summary>Enough to tell two keys apart, and too little to tell anything of one.</summary>
    private static string MarkOf(byte[] key) => Convert.ToHexString(HMACSHA256.HashData(key, "Rimuru credentials"u8), 0, 8);
}
