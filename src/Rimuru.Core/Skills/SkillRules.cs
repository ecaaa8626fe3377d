using System.Text;
using System.Text.RegularExpressions;

namespace Rimuru.Core.Skills;

/// <summary>
/// Rimuru's own rules for a skill. What breaks a rule about names, links, sizes or the form of SKILL.md is never installed; what only looks
/// harmful is installed if the user says so.
/// </summary>
internal static partial class SkillRules
{
    public const string Scanner = "Rimuru";

    private const int MostDescription = 1024;
    private const int MostCompatibility = 500;
    private const int LongestLine = 4096;
    private const int MostOfOneFile = 20;

    /// <summary>What is found in a skill, the gravest first.</summary>
    /// <param name="package">Its files.</param>
    /// <param name="place">Its folder, as findings show it.</param>
    /// <param name="folder">The name that its folder has or will have.</param>
    public static IReadOnlyList<SkillFinding> Check(SkillPackage package, string place, string folder)
    {
        List<SkillFinding> findings =
        [
            .. package.Defects.Select(defect => Broken(defect.Rule, PathOf(place, defect.Path), null, defect.Message)),
        ];
        if (package.Document is { } document)
            findings.AddRange(OfDocument(document, PathOf(place, package.Main!.Path), folder));
        else if (package.Defects.Count == 0)
            findings.Add(Broken("form", place, null, $"it has no {SkillDocument.FileName}"));
        foreach (SkillFile file in package.Files)
            findings.AddRange(OfText(file, PathOf(place, file.Path)).Take(MostOfOneFile));
        return
        [
            .. findings
                .Select(finding => finding with { Skill = folder })
                .OrderByDescending(finding => finding.Blocks)
                .ThenByDescending(finding => finding.Severity),
        ];
    }

    private static IEnumerable<SkillFinding> OfDocument(SkillDocument document, string path, string folder)
    {
        if (document.Defect is { } defect)
        {
            yield return Broken("form", path, defect.Line, defect.Message);
            yield break;
        }

        int? lineOfName = document.Find("name")?.Line;
        if (document.Text("name") is not { Length: > 0 } name)
            yield return Broken("name", path, lineOfName, "it has no name");
        else if (!SkillName.IsValid(name))
            yield return Broken(
                "name",
                path,
                lineOfName,
                $"the name '{name}' is not one of 1 to 64 small letters and digits, with single hyphens between them"
            );
        else if (name != folder)
            yield return Broken("name", path, lineOfName, $"the name '{name}' is not that of its folder, '{folder}'");
        if (document.Text("description") is not { } description || string.IsNullOrWhiteSpace(description))
            yield return Broken("description", path, document.Find("description")?.Line, "it has no description");
        else if (description.Length > MostDescription)
            yield return Broken(
                "description",
                path,
                document.Find("description")!.Line,
                $"the description has {description.Length} characters; {MostDescription} are allowed"
            );
        if (document.Text("compatibility") is { Length: > MostCompatibility } compatibility)
            yield return Found(
                SkillSeverity.Low,
                "compatibility",
                path,
                document.Find("compatibility")!.Line,
                $"'compatibility' has {compatibility.Length} characters; {MostCompatibility} are allowed"
            );
    }

    private static IEnumerable<SkillFinding> OfText(SkillFile file, string path)
    {
        // What has a zero byte is no text that a model reads.
        if (file.Content.AsSpan().Contains((byte)0))
            yield break;
        int number = 0;
        foreach (string whole in Encoding.UTF8.GetString(file.Content).TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            string line = whole.Length > LongestLine ? whole[..LongestLine] : whole;
            if (HiddenText.FirstIn(whole) is { } hidden)
                yield return Found(
                    SkillSeverity.High,
                    "hidden",
                    path,
                    number,
                    $"the line has the hidden character U+{hidden.Value:X4}, which a model reads and you do not see"
                );
            if (Instructions().IsMatch(line))
                yield return Found(SkillSeverity.High, "instructions", path, number, "it tells the agent to pass over its instructions");
            if (Download().IsMatch(line))
                yield return Found(SkillSeverity.High, "download", path, number, "it has something downloaded and run at once");
            if (Markup().IsMatch(line))
                yield return Found(SkillSeverity.High, "markup", path, number, "it has a tag by which agents mark what is not of a skill");
            if (Secrets().IsMatch(line))
                yield return Found(SkillSeverity.Medium, "secrets", path, number, "it names a place of keys and passwords");
            if (Decoding().IsMatch(line))
                yield return Found(SkillSeverity.Medium, "encoded", path, number, "it decodes a text that nobody can read");
        }

        if (Path.GetFileName(file.Path) == "package.json" && InstallScript().IsMatch(Encoding.UTF8.GetString(file.Content)))
            yield return Found(
                SkillSeverity.Medium,
                "scripts",
                path,
                null,
                "npm would run a script of it; Rimuru never runs npm, and you should not either"
            );
    }

    private static SkillFinding Broken(string rule, string path, int? line, string message) =>
        Found(SkillSeverity.Critical, rule, path, line, message) with
        {
            Blocks = true,
        };

    private static SkillFinding Found(SkillSeverity severity, string rule, string path, int? line, string message) =>
        new()
        {
            Skill = "",
            Severity = severity,
            Rule = rule,
            Path = path,
            Line = line,
            Message = message,
            Scanner = Scanner,
        };

    private static string PathOf(string place, string path) => path.Length == 0 ? place : $"{place}/{path}";

    [GeneratedRegex(
        @"\b(ignore|disregard|forget|override)\s+(all\s+|any\s+)?(of\s+)?(the\s+|your\s+|my\s+)?"
            + @"(previous|prior|above|earlier|preceding|system)\s+(instructions?|prompts?|rules|messages)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Instructions();

    [GeneratedRegex(
        @"\b(curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)\b"
            + @"[^|]*\|\s*(sudo\s+)?(sh|bash|zsh|python3?|perl|ruby|node|iex|invoke-expression)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Download();

    [GeneratedRegex(
        @"</?\s*(available_skills|skills_system|skill_system|system|system-reminder|tool_result|function_results|function_calls)\b[^>]*>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Markup();

    [GeneratedRegex(
        @"(~|\$HOME|\$\{HOME\}|%USERPROFILE%|\$env:USERPROFILE)[/\\]\.(ssh|aws|gnupg|netrc|npmrc|kube|docker/config)|/etc/shadow",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Secrets();

    [GeneratedRegex(@"\bbase64\s+-{1,2}(d|D|decode)\b|frombase64string|\batob\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Decoding();

    [GeneratedRegex(@"""(pre|post)?install""\s*:|""prepare""\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex InstallScript();
}
