using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rimuru.Core.Hooks;

/// <summary>The headers of Standard Webhooks: which message it is, when it was sent, and that it is from who has the secret.</summary>
internal static class WebhookSignature
{
    public const string SecretForm = "whsec_ and 24 to 64 bytes in base64; during a rotation two of them, separated by a blank";

    private const string Prefix = "whsec_";
    private const int ShortestKey = 24,
        LongestKey = 64;

    /// <summary>The headers. <see cref="FormatException"/>: the secret has another form.</summary>
    /// <param name="id">The id of the message, the same in each attempt.</param>
    /// <param name="sent">When this attempt is made.</param>
    /// <param name="body">The body, byte for byte.</param>
    /// <param name="secret">One or two keys; null for no signature.</param>
    public static List<(string Name, string Value)> HeadersOf(string id, DateTimeOffset sent, byte[] body, string? secret)
    {
        string timestamp = sent.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        List<(string, string)> headers = [("webhook-id", id), ("webhook-timestamp", timestamp)];
        if (secret is not null)
        {
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
            headers.Add(
                (
                    "webhook-signature",
                    string.Join(' ', KeysIn(secret).Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))))
                )
            );
        }

        return headers;
    }

    private static List<byte[]> KeysIn(string secret)
    {
        List<byte[]> keys =
        [
            .. secret
                .Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(text => Convert.FromBase64String(text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text)),
        ];
        return keys.Count > 0 && keys.TrueForAll(key => key.Length is >= ShortestKey and <= LongestKey)
            ? keys
            : throw new FormatException("The secret has no key, or one of a wrong length.");
    }
}
