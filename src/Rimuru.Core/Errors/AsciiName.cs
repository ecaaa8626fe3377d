namespace Rimuru.Core.Errors;

/// <summary>A short name that users give: of ASCII, so that both stores compare it without case in the same way.</summary>
internal static class AsciiName
{
    /// <summary>What it must be, in words.</summary>
    public const string Form = "1 to 64 letters from a to z, digits, hyphens, underscores and dots";

    /// <summary>What it must be, as a regular expression.</summary>
    public const string Pattern = "^[A-Za-z0-9_.-]{1,64}$";

    private const int Longest = 64;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
