using System.Security.Cryptography;
using Rimuru.Core.Files;

namespace Rimuru.Core.Credentials;

/// <summary>AES-GCM under a random key in a file of its own, which only the user can read.</summary>
internal sealed class KeyFileCipher(string keyFile) : ISecretCipher
{
    private const int NonceBytes = 12,
        TagBytes = 16;

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

    /// <summary>Nonce, tag and cipher text. A random nonce repeats after billions of secrets.</summary>
    public byte[] Encrypt(string name, byte[] secret, CredentialFile file) =>
        WithKey(
            file,
            aes =>
            {
                byte[] result = new byte[NonceBytes + TagBytes + secret.Length];
                RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
                aes.Encrypt(
                    result.AsSpan(0, NonceBytes),
                    secret,
                    result.AsSpan(NonceBytes + TagBytes),
                    result.AsSpan(NonceBytes, TagBytes),
                    CredentialFile.BoundTo(name)
                );
                return result;
            }
        );

    public byte[] Decrypt(string name, byte[] encrypted, CredentialFile file) =>
        WithKey(
            file,
            aes =>
            {
                if (encrypted.Length < NonceBytes + TagBytes)
                    throw Damaged(name, file);
                byte[] secret = new byte[encrypted.Length - NonceBytes - TagBytes];
                try
                {
                    aes.Decrypt(
                        encrypted.AsSpan(0, NonceBytes),
                        encrypted.AsSpan(NonceBytes + TagBytes),
                        encrypted.AsSpan(NonceBytes, TagBytes),
                        secret,
                        CredentialFile.BoundTo(name)
                    );
                }
                catch (CryptographicException e)
                {
                    throw Damaged(name, file, e);
                }

                return secret;
            }
        );

    private byte[] WithKey(CredentialFile file, Func<AesGcm, byte[]> work)
    {
        byte[] key = ReadKey();
        try
        {
            if (file.Cipher != Name || MarkOf(key) != file.Key)
                throw CredentialFile.Invalid(file.Path, $"it was encrypted with another key than {keyFile}.");
            using AesGcm aes = new(key, TagBytes);
            return work(aes);
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

    private static RimuruException Damaged(string name, CredentialFile file, Exception? inner = null) =>
        CredentialFile.Invalid(file.Path, $"the secret of '{name}' is damaged. Store it again; the others are not affected.", inner);

    /// <summary>Enough to tell two keys apart, and too little to tell anything of one.</summary>
    private static string MarkOf(byte[] key) => Convert.ToHexString(HMACSHA256.HashData(key, "Rimuru credentials"u8), 0, 8);
}
