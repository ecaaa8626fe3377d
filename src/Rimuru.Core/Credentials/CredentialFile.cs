using System.Globalization;
using System.Text;
using System.Text.Json;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Credentials;

/// <summary>The content of the encrypted file: names in plain text, each with its encrypted secret.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="cipher">The name of the cipher.</param>
/// <param name="key">A mark of the key that it was encrypted with, from which the key cannot be told.</param>
internal sealed class CredentialFile(string path, string cipher, string key)
{
    private const int Version = 1;

    public string Path { get; } = path;

    public string Cipher { get; } = cipher;

    public string Key { get; } = key;

    public SortedDictionary<string, byte[]> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>The file; null if there is none. E14002: it is damaged. E14003: others can read or write it.</summary>
    public static CredentialFile? Read(string path)
    {
        try
        {
            if (RegularFile.IsMissing(path))
                return null;
            RefuseOpen(path, PrivateFile.WhyNotOwners(path));
            return Parse(path, RegularFile.ReadAllBytes(path, RegularFile.SmallDocument));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, $"it cannot be read. {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw Invalid(path, "it is not a file of credentials, or is damaged.", e);
        }
    }

    public byte[] ToBytes()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteString("cipher", Cipher);
            writer.WriteString("key", Key);
            writer.WriteStartObject("secrets");
            foreach ((string name, byte[] encrypted) in Secrets)
                writer.WriteBase64String(name, encrypted);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>What a cipher binds a secret to, so that it is of no use under another name.</summary>
    public static byte[] BoundTo(string name) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Rimuru credential {Version} {name}"));

    /// <summary>The error of a damaged file: E14002.</summary>
    public static RimuruException Invalid(string path, string reason, Exception? inner = null) =>
        new(ErrorCodes.CredentialFileInvalid, $"{path}: {reason}", path, inner);

    /// <summary>Throws E14003 for a file that others can read or write.</summary>
    public static void RefuseOpen(string path, (string Reason, string Advice)? found)
    {
        if (found is { } open)
            throw new RimuruException(ErrorCodes.CredentialFileOpen, $"{open.Reason} {open.Advice}", path);
    }

    private static CredentialFile Parse(string path, byte[] bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement root = document.RootElement;
        if (root.GetProperty("version").GetInt32() != Version)
            throw Invalid(path, "another version of Rimuru wrote it. Use a newer Rimuru.");
        CredentialFile file = new(path, root.GetProperty("cipher").GetString() ?? "", root.GetProperty("key").GetString() ?? "");
        foreach (JsonProperty secret in root.GetProperty("secrets").EnumerateObject())
        {
            if (!AsciiName.IsValid(secret.Name) || !file.Secrets.TryAdd(secret.Name, secret.Value.GetBytesFromBase64()))
                throw new FormatException();
        }

        return file;
    }
}
