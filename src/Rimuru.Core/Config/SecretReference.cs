namespace Rimuru.Core.Config;

/// <summary>
/// <c>secret:NAME</c>: the name of a credential in place of the secret itself. Only its user looks the secret up, and only when needed.
/// </summary>
internal static class SecretReference
{
    /// <summary>What a name may look like, in words that follow "must be".</summary>
    public const string NameForm = "1 to 64 letters, digits and - _ . of ASCII";

    private const string Prefix = "secret:";
    private const int LongestName = 64;

    /// <summary>The name of the credential; null for any other text.</summary>
    public static string? NameIn(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && IsName(text[Prefix.Length..]) ? text[Prefix.Length..] : null;

    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
