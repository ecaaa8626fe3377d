using System.Security.Cryptography;
using System.Text;

namespace Rimuru.Core.Records;

/// <summary>In which form texts about a user's work leave the machine, for a store that others use too.</summary>
internal sealed record Sharing(SharedForm Titles, SharedForm Paths, SharedForm Users)
{
    private const char HashMark = '#';
    private const int HashDigits = 16;

    /// <summary>Every text as it is.</summary>
    public static Sharing Everything { get; } = new(SharedForm.Full, SharedForm.Full, SharedForm.Full);

    /// <summary>True if what readers keep of a log must not be read by others: it may have a path or a title in it.</summary>
    public bool IsLimited => Titles != SharedForm.Full || Paths != SharedForm.Full;

    public string? Title(string? title) => In(Titles, title);

    public string? Folder(string? path) => In(Paths, path);

    public string? User(string? name) => In(Users, name);

    /// <summary>True if the text stands for another one, which it does not tell.</summary>
    public static bool IsHash(string text) =>
        text.Length == HashDigits + 1 && text[0] == HashMark && text.Skip(1).All(char.IsAsciiHexDigitLower);

    private static string? In(SharedForm form, string? text)
    {
        if (text is null || form == SharedForm.None)
            return null;
        // A hash from another ledger is not hashed again, so that a copy has the same.
        return form == SharedForm.Full || IsHash(text) ? text : HashOf(text);
    }

    private static string HashOf(string text) =>
        HashMark + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, HashDigits / 2).ToLowerInvariant();
}

/// <summary>The form of a text in a shared store.</summary>
internal enum SharedForm
{
    Full,

    /// <summary>A hash: the same for the same text on every machine, so that it can be grouped and compared.</summary>
    Hash,

    /// <summary>Left out.</summary>
    None,
}
