using System.Security.Cryptography;

namespace Rimuru.Core.Files;

/// <summary>Bytes encrypted by AES-256-GCM: nonce, tag and cipher text. A random nonce repeats after billions of encryptions.</summary>
internal static class SealedBytes
{
    private const int NonceBytes = 12,
        TagBytes = 16;

    /// <param name="key">The key, of <see cref="KeyFile.Length"/> bytes.</param>
    /// <param name="plain">What to encrypt.</param>
    /// <param name="boundTo">What must be given again to decrypt it.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> boundTo = default)
    {
        byte[] result = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
        using AesGcm aes = new(key, TagBytes);
        aes.Encrypt(
            result.AsSpan(0, NonceBytes),
            plain,
            result.AsSpan(NonceBytes + TagBytes),
            result.AsSpan(NonceBytes, TagBytes),
            boundTo
        );
        return result;
    }

    /// <summary>The plain bytes; null if these are damaged, or were encrypted with another key or binding.</summary>
    public static byte[]? Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> boundTo = default)
    {
        if (content.Length < NonceBytes + TagBytes)
            return null;
        byte[] plain = new byte[content.Length - NonceBytes - TagBytes];
        using AesGcm aes = new(key, TagBytes);
        try
        {
            aes.Decrypt(content[..NonceBytes], content[(NonceBytes + TagBytes)..], content.Slice(NonceBytes, TagBytes), plain, boundTo);
            return plain;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
