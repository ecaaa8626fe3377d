using System.Text.RegularExpressions;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Skills;

/// <summary>How skills are had from a source.</summary>
internal enum SkillSourceKind
{
    Folder,
    Zip,
    Git,
}

/// <summary>Where skills come from, as the user named it.</summary>
/// <param name="Kind">How they are had.</param>
/// <param name="Address">The full path, or the URL for git.</param>
/// <param name="Name">What is kept of it: a path, <c>OWNER/REPOSITORY</c>, or a URL.</param>
/// <param name="Type">One of SkillKit's kinds.</param>
internal sealed partial record SkillSource(SkillSourceKind Kind, string Address, string Name, string Type)
{
    private const string Local = "local";
    private const string GitHub = "github";

    /// <summary>The protocol of a git URL; empty for others.</summary>
    public string Protocol => Kind == SkillSourceKind.Git ? Address[..Address.IndexOf("://", StringComparison.Ordinal)] : "";

    /// <summary>
    /// Reads what the user named: a folder, a ZIP archive, <c>OWNER/REPOSITORY</c> on GitHub, or a URL of git. E8005: it is none of these.
    /// E9002: the path does not exist.
    /// </summary>
    /// <param name="text">The name.</param>
    /// <param name="folder">The folder that relative paths are below.</param>
    public static SkillSource Parse(string text, string folder)
    {
        if (Scp().Match(text) is { Success: true } scp)
            return OfUrl($"ssh://{scp.Groups["login"].Value}/{scp.Groups["path"].Value}", text);
        if (text.Contains("://", StringComparison.Ordinal))
            return OfUrl(text, text);
        string path = Path.GetFullPath(Path.Combine(folder, text));
        if (Directory.Exists(path))
            return new(SkillSourceKind.Folder, path, path, Local);
        if (RegularFile.Exists(path))
            return path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
                ? new(SkillSourceKind.Zip, path, path, Local)
                : throw Unknown(text, "it is a file, but no .zip");
        if (Repository().IsMatch(text))
            return new(SkillSourceKind.Git, $"https://github.com/{text}.git", text, GitHub);
        throw new RimuruException(
            ErrorCodes.PathNotFound,
            $"There is no folder and no archive {path}, and '{text}' is no OWNER/REPOSITORY and no URL.",
            text
        );
    }

    private static SkillSource OfUrl(string url, string text)
    {
        // The URL becomes an argument of git, which others can read, and is kept.
        if (!Url().IsMatch(url))
            throw Unknown(text, "it is no URL of git, such as https://HOST/OWNER/REPOSITORY.git, or has a password in it");
        Uri uri = new(url);
        string[] parts = uri.AbsolutePath.Trim('/').Split('/');
        string type = uri.Host switch
        {
            "github.com" => GitHub,
            "gitlab.com" => "gitlab",
            "bitbucket.org" => "bitbucket",
            _ => Local,
        };
        bool isShort = type == GitHub && uri.Scheme == Uri.UriSchemeHttps && parts.Length == 2;
        return new(SkillSourceKind.Git, url, isShort ? $"{parts[0]}/{WithoutEnding(parts[1])}" : url, type);
    }

    private static string WithoutEnding(string name) => name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;

    private static RimuruException Unknown(string text, string why) =>
        new(ErrorCodes.SkillSourceInvalid, $"'{text}' is no source of skills: {why}.", text);

    [GeneratedRegex(@"^(?<login>[A-Za-z0-9_][\w.-]*@[A-Za-z0-9][\w.-]*):(?<path>[\w.~-][\w./~-]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Scp();

    [GeneratedRegex(@"^[A-Za-z0-9][\w-]*/[A-Za-z0-9_][\w.-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Repository();

    [GeneratedRegex(
        @"^([a-z][a-z+.-]*)://(?:[A-Za-z0-9_][\w.-]*@)?(?:[A-Za-z0-9][\w.-]*|\[[0-9A-Fa-f:]+\])?(?::\d+)?/[\w./~%+ -]+\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Url();
}
