using System.Text.RegularExpressions;

namespace Rimuru.Core.Tests.Wording;

/// <summary>The words in a text that only one face has.</summary>
internal static partial class FaceWords
{
    /// <summary>The cmdlets that a text names.</summary>
    public static IEnumerable<string> Cmdlets(string text) => Cmdlet().Matches(text).Select(match => match.Value);

    /// <summary>The parameters of cmdlets that a text names, without the hyphen.</summary>
    public static IEnumerable<string> Parameters(string text) => Parameter().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The verbs of the command that a text names, with what may be the one below.</summary>
    public static IEnumerable<string> Verbs(string text) => Verb().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The options of the command that a text names.</summary>
    public static IEnumerable<string> Options(string text) => Option().Matches(text).Select(match => match.Value);

    public static IEnumerable<string> OfPowerShell(string text) => [.. Cmdlets(text), .. Parameters(text)];

    public static IEnumerable<string> OfCommand(string text) => [.. Verbs(text), .. Options(text)];

    [GeneratedRegex("[A-Z][a-z]+-Rimuru[A-Za-z]+")]
    private static partial Regex Cmdlet();

    [GeneratedRegex(@"(?<![\w-])-([A-Z][a-z]\w*)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\brimuru ([a-z]+(?: [a-z]+)?)")]
    private static partial Regex Verb();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*")]
    private static partial Regex Option();
}
