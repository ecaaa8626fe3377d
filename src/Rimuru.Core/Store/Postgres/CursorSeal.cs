using System.Security.Cryptography;
using System.Text;
using Rimuru.Core.Files;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// Encrypts what a shared store keeps about a log file, its path and its reader's state, under a key of this user: only the machine that
/// reads the file needs them. A cursor under another key is as good as none; its file is read again.
/// </summary>
/// <param name="keyFile">The file of the key; created when it is first needed.</param>
internal sealed class CursorSeal(string keyFile)
{
    /// <summary>The beginning of a path that is encrypted.</summary>
    public const string Mark = "sealed:";

    private readonly Lazy<(byte[] Name, byte[] Content)?> keys = new(() => KeysIn(keyFile));

    /// <summary>True if this process has the key. Without it no cursor can be kept.</summary>
    public bool HasKey => keys.Value is not null;

    public static bool IsSealed(string path) => path.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The key of the row of a file, which tells nothing of its path.</summary>
    public RecordKey KeyOf(string path) =>
        RecordKey.Of(KeySpace.File, HMACSHA256.HashData(keys.Value!.Value.Name, Encoding.UTF8.GetBytes(path)));

    public FileCursor Seal(FileCursor cursor) =>
        cursor with
        {
            Path = Mark + Convert.ToBase64String(Encrypt(Encoding.UTF8.GetBytes(cursor.Path))),
            State = Encrypt(cursor.State),
        };

    /// <summary>The path in a row; null if the key is another one's.</summary>
    public string? PathIn(string text) =>
        Decrypt(Convert.FromBase64String(text[Mark.Length..])) is { } path ? Encoding.UTF8.GetString(path) : null;

    /// <summary>The cursor in a row; null if the key is another one's.</summary>
    public FileCursor? Open(FileCursor row) =>
        PathIn(row.Path) is { } path && Decrypt(row.State) is { } state ? row with { Path = path, State = state } : null;

    private byte[] Encrypt(byte[] plain) => SealedBytes.Encrypt(keys.Value!.Value.Content, plain);

    private byte[]? Decrypt(byte[] content) => keys.Value is { } known ? SealedBytes.Decrypt(known.Content, content) : null;

    private static (byte[], byte[])? KeysIn(string file)
    {
        try
        {
            KeyFile.Create(file);
            byte[] key = RegularFile.ReadAllBytes(file, RegularFile.SmallDocument);
            return key.Length == KeyFile.Length ? (Derive("name"), Derive("content")) : null;

            byte[] Derive(string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyFile.Length, info: Encoding.UTF8.GetBytes(use));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written, as in a container: files are read from their beginning each time.
            return null;
        }
    }
}
