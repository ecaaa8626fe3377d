using System.Text;
using System.Text.RegularExpressions;

namespace Rimuru.Core.Pricing;

/// <summary>Normalizes model names. Never drops or adds a digit of a version.</summary>
internal static partial class ModelName
{
    private const int Longest = 200;
    private static readonly string[] Families = ["opus", "sonnet", "haiku", "fable", "mythos"];
    private static readonly string[] Efforts = ["-thinking", "-minimal", "-medium", "-xhigh", "-high", "-low", "-none"];
    private static readonly string[] Variants = [":thinking", ":extended", ":nitro", ":floor", ":exacto", ":beta"];

    /// <summary>Trims a name from a log, removes control characters and limits its length.</summary>
    internal static string Clean(string name)
    {
        ReadOnlySpan<char> text = name.AsSpan().Trim();
        if (text.Length > Longest)
            text = text[..Longest];
        bool isClean = text.Length == name.Length;
        foreach (char c in text)
            isClean &= !char.IsControl(c);
        if (isClean)
            return name;
        var clean = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (!char.IsControl(c))
                clean.Append(c);
        }

        return clean.ToString().Trim();
    }

    /// <summary>Names that agents log when no model answered.</summary>
    internal static bool IsPlaceholder(string name) =>
        name.Length == 0 || name.Equals("unknown", StringComparison.OrdinalIgnoreCase) || (name[0] == '<' && name[^1] == '>');

    /// <summary>
    /// One spelling for dots, dashes, underscores, spaces, case and Claude's word order: <c>Claude 4.5 Sonnet</c> is
    /// <c>claude-sonnet-4-5</c>.
    /// </summary>
    internal static string Fold(string name)
    {
        string[] words = name.ToLowerInvariant().Split(['-', '.', '_', ' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        int family = Array.FindIndex(words, w => Array.IndexOf(Families, w) >= 0);
        bool isClaude = words.Length > 1 && (words[0] == "claude" || (family == 0 && IsVersion(words[1])));
        if (!isClaude || family < 0)
            return string.Join('-', words);

        int first = words[0] == "claude" ? 1 : 0;
        List<string> version = [],
            rest = [];
        bool open = true;
        for (int i = first; i < words.Length; i++)
        {
            if (i == family)
                open = version.Count == 0 || i == first + version.Count;
            else if (open && IsVersion(words[i]) && (version.Count == 0 || rest.Count == 0))
                version.Add(words[i]);
            else
                rest.Add(words[i]);
        }

        if (version is [_, "0"])
            version.RemoveAt(1);
        return string.Join('-', [.. new[] { "claude", words[family] }, .. version, .. rest]);
    }

    /// <summary>The name without its release date, <c>-20250929</c> or <c>-2025-09-29</c>; null if it has none.</summary>
    internal static string? WithoutDate(string name)
    {
        // Without a regular expression: most names have a date, and the first regular expression of a process costs milliseconds.
        if (EndsLike(name, "-20dddddd"))
            return name[..^9];
        return EndsLike(name, "-20dd-dd-dd") ? name[..^11] : null;
    }

    /// <summary>The name without its context size, <c>[1m]</c>, which does not change the price by itself.</summary>
    internal static string? WithoutContext(string name) =>
        name.EndsWith(']') && ContextSize().Match(name) is { Success: true } m ? name[..m.Index] : WithoutEnd(name, ["[fast=false]"]);

    /// <summary>The name without a router's variant, <c>:thinking</c>, that does not change the price.</summary>
    internal static string? WithoutVariant(string name) => WithoutEnd(name, Variants);

    /// <summary>The name without a reasoning effort suffix.</summary>
    internal static string? WithoutEffort(string name) =>
        name.EndsWith(')') && EffortNote().Match(name) is { Success: true } m ? name[..m.Index] : WithoutEnd(name, Efforts);

    /// <summary>The name without a fast mode suffix; fast mode changes the price.</summary>
    internal static string? WithoutFast(string name) => WithoutEnd(name, ["-fast", "[fast=true]", " fast"]);

    /// <summary>True for tags of local runners: <c>llama3.1:8b</c>, <c>qwen3:latest</c>.</summary>
    internal static bool IsLocalTag(string name) => name.Contains(':', StringComparison.Ordinal) && LocalTag().IsMatch(name);

    internal static bool IsFreeVariant(string name) => name.EndsWith(":free", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for models that OpenCode gives away: <c>glm-5-free</c>.</summary>
    internal static bool IsGiven(string name) => name.EndsWith("-free", StringComparison.OrdinalIgnoreCase);

    /// <summary>True if a local runner forwards the request to its vendor's cloud.</summary>
    internal static bool IsCloudTag(string name) =>
        name.EndsWith(":cloud", StringComparison.OrdinalIgnoreCase) || name.EndsWith("-cloud", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Splits Bedrock's <c>us.anthropic.claude-…-v1:0</c> into the region (empty if there is none) and the vendor's name.
    /// </summary>
    internal static bool TryBedrock(string name, out string region, out string model)
    {
        region = model = "";
        if (!name.Contains("anthropic.", StringComparison.OrdinalIgnoreCase))
            return false;
        Match m = Bedrock().Match(name);
        region = m.Groups["region"].Value.ToLowerInvariant();
        model = m.Groups["model"].Value;
        return m.Success;
    }

    /// <summary>Parses Vertex's <c>name@20250929</c> or <c>name@default</c>.</summary>
    internal static bool TryVertex(string name, out string model, out bool isDate)
    {
        model = name;
        isDate = false;
        if (!name.Contains('@', StringComparison.Ordinal))
            return false;
        Match m = VertexVersion().Match(name);
        model = m.Success ? name[..m.Index] : name;
        isDate = m.Success && char.IsAsciiDigit(m.Value[1]);
        return m.Success;
    }

    private static string? WithoutEnd(string name, string[] endings)
    {
        foreach (string ending in endings)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return name[..^ending.Length];
        }

        return null;
    }

    /// <summary>True if a name ends with a pattern in which <c>d</c> is a digit.</summary>
    private static bool EndsLike(string name, string pattern)
    {
        int start = name.Length - pattern.Length;
        if (start <= 0)
            return false;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = name[start + i];
            if (pattern[i] == 'd' ? !char.IsAsciiDigit(c) : c != pattern[i])
                return false;
        }

        return true;
    }

    private static bool IsVersion(string word) => word.Length is 1 or 2 && word.All(char.IsAsciiDigit);

    [GeneratedRegex(@"\[\d+[mk]\]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ContextSize();

    [GeneratedRegex(
        @"\s*\((?:(?:minimal|low|medium|high|xhigh|extra high)(?: reasoning| effort)?|thinking|reasoning)\)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex EffortNote();

    [GeneratedRegex(
        @"^[a-z0-9][a-z0-9._-]*:(?:latest|(?:e?\d+(?:\.\d+)?|\d+x\d+)[bm](?:[-._].*)?|(?:instruct|text|code|base|chat|mini|medium|small)|.*-?q\d_.*|fp16)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex LocalTag();

    [GeneratedRegex(
        @"^(?:(?<region>us|eu|apac|jp|au|ca|sa|us-gov|global)\.)?anthropic\.(?<model>claude-.+?)(?:-v\d+(?::\d+)?)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Bedrock();

    [GeneratedRegex(@"@(20\d{6}|default|latest)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VertexVersion();
}
