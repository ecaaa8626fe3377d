using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>
/// <c>secret:NAME</c>: the name of a credential in place of the secret itself. Only its user looks the secret up, and only when needed.
/// </summary>
internal static class SecretReference
{
    private const string Prefix = "secret:";

    /// <summary>The name of the credential; null for any other text.</summary>
    public static string? NameIn(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && AsciiName.IsValid(text[Prefix.Length..]) ? text[Prefix.Length..] : null;
}
