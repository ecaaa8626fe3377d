using System.Text.RegularExpressions;

namespace Rimuru.Core.Pricing;

/// <summary>
/// The names under which products such as Cursor, Devin and Antigravity sell a vendor's model: with effort, speed and context as words of
/// the name, as a constant, or in the product's own spelling. Never drops or adds a digit of a version.
/// </summary>
internal static partial class ProductName
{
    /// <summary>The vendors whose models products sell with such words, and the words that are no part of a model's name there.</summary>
    private static readonly (string Family, string[] Words)[] Families =
    [
        ("claude-", ["-max", "-1m"]),
        ("gpt-", ["-max"]),
        ("gemini-", ["-customtools", "-tiered"]),
        ("glm-", ["-max", "-1m"]),
        ("kimi-k", ["-max", "-agent"]),
        ("deepseek-v", ["-max"]),
        ("grok-", []),
        ("muse-spark-", ["-max"]),
    ];

    private static readonly string[] Efforts =
    [
        "-no-thinking",
        "-thinking",
        "-extra-high",
        "-extra-low",
        "-xhigh",
        "-high",
        "-medium",
        "-low",
        "-minimal",
        "-none",
    ];

    /// <summary>The folded name without what a product puts before it.</summary>
    internal static string Plain(string name)
    {
        string plain = ModelName.Fold(name);
        if (Constant().Match(plain) is { Success: true } constant)
            plain = ModelName.Fold(plain[constant.Length..]).Replace("gemini-3-0-", "gemini-3-", StringComparison.Ordinal);
        if (plain.StartsWith("gpt-", StringComparison.Ordinal))
            plain = plain.Replace("-x-high", "-xhigh", StringComparison.Ordinal);
        if (plain.StartsWith("cursor-grok-", StringComparison.Ordinal))
            plain = plain["cursor-".Length..];
        // A proxy's name of a Claude model in Google's Antigravity.
        if (plain.StartsWith("gemini-claude-", StringComparison.Ordinal))
            plain = ModelName.Fold(plain["gemini-".Length..]);
        return Kimi().Match(plain) is { Success: true } kimi
            ? $"kimi-k{kimi.Groups["major"].Value}{kimi.Groups["minor"].Value.Replace('d', '-').Replace('p', '-')}{plain[kimi.Length..]}"
            : plain;
    }

    /// <summary>Removes the last word that says how a model is used; it says whether that was its speed, which changes the price.</summary>
    internal static string? Shorten(string plain, out bool isSpeed)
    {
        isSpeed = false;
        foreach ((string family, string[] words) in Families)
        {
            if (!plain.StartsWith(family, StringComparison.Ordinal))
                continue;
            if (WithoutEnd(plain, Efforts) is { } calm)
                return calm;

            // Codex Max is a model of its own.
            if (WithoutEnd(plain, words) is { } bare && !bare.EndsWith("-codex", StringComparison.Ordinal))
                return bare;
            isSpeed = true;
            return WithoutEnd(plain, family == "gpt-" ? ["-fast", "-priority"] : ["-fast"]);
        }

        return null;
    }

    private static string? WithoutEnd(string name, string[] endings)
    {
        foreach (string ending in endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
                return name[..^ending.Length];
        }

        return null;
    }

    /// <summary>The constants of Devin and Antigravity: <c>MODEL_GOOGLE_GEMINI_3_0_FLASH_HIGH</c>.</summary>
    [GeneratedRegex("^model-(?:chat-|google-|openai-)?", RegexOptions.CultureInvariant)]
    private static partial Regex Constant();

    /// <summary>Kimi's own spelling of K2.6, and of its agents: <c>k2d6-agent</c>, <c>k3-agent</c>.</summary>
    [GeneratedRegex("^k(?<major>[0-9])(?:(?<minor>[dp][0-9])|(?=-agent$))", RegexOptions.CultureInvariant)]
    private static partial Regex Kimi();
}
