using System.Text.RegularExpressions;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of OpenClaude: Claude Code's, in its place.</summary>
internal static partial class OpenClaudeHomes
{
    public static GeneratedHome Create(int seed) => ClaudeHomes.Create(seed).As("OpenClaude", PlaceOf);

    /// <summary>Of Claude Code's many places it has one; a copy lies beside it.</summary>
    public static string PlaceOf(string path) =>
        (path.StartsWith(".config/claude/", StringComparison.Ordinal) ? ".openclaude/projects/copy" : ".openclaude/projects")
        + "/"
        + Projects().Replace(path, "");

    [GeneratedRegex("^.*?/projects/")]
    private static partial Regex Projects();
}

/// <summary>Homes of TraeX: Codex's, in its place.</summary>
internal static class TraeXHomes
{
    public static GeneratedHome Create(int seed) => CodexHomes.Create(seed).As("TraeX", PlaceOf);

    public static string PlaceOf(string path) => path.Replace(".codex/", ".trae/cli/", StringComparison.Ordinal);
}

/// <summary>Homes of Oh My Pi: Pi's, in its place.</summary>
internal static class OhMyPiHomes
{
    public static GeneratedHome Create(int seed) => PiHomes.Create(seed).As("OhMyPi", PlaceOf);

    public static string PlaceOf(string path) => path.Replace(".pi/", ".omp/", StringComparison.Ordinal);
}

/// <summary>
/// Homes of MiMo Code: Kilo's, which is derived from OpenCode too and never counted the reasoning as output, with sessions of other agents.
/// </summary>
internal static class MiMoCodeHomes
{
    public static GeneratedHome Create(int seed) => OpenCodeHomes.Create(seed, isKilo: true, hasImports: true).As("MiMoCode", PlaceOf);

    public static string PlaceOf(string path) => path.Replace("kilo", "mimocode", StringComparison.Ordinal);
}

/// <summary>Homes of WorkBuddy: CodeBuddy's, in its place.</summary>
internal static class WorkBuddyHomes
{
    public static GeneratedHome Create(int seed) => CodeBuddyHomes.Create(seed).As("WorkBuddy", PlaceOf);

    public static string PlaceOf(string path) => path.Replace(".codebuddy/", ".workbuddy/", StringComparison.Ordinal);
}

/// <summary>Homes of Prime Agent: Pi's, in its place.</summary>
internal static class PrimeAgentHomes
{
    public static GeneratedHome Create(int seed) => PiHomes.Create(seed).As("PrimeAgent", PlaceOf);

    public static string PlaceOf(string path) => path.Replace(".pi/", ".prime/", StringComparison.Ordinal);
}

/// <summary>Homes of iCodeMate: its extension's databases are Kilo's, as of MiMo Code, and its CLI's transcripts Claude Code's.</summary>
internal static class IcodeMateHomes
{
    public static GeneratedHome Create(int seed) =>
        seed % 2 == 0
            ? ClaudeHomes.Create(seed).As("IcodeMate", PlaceOfTranscript)
            : OpenCodeHomes.Create(seed, isKilo: true).As("IcodeMate", PlaceOf);

    public static string PlaceOf(string path) => path.Replace("kilo", "icodemate", StringComparison.Ordinal);

    private static string PlaceOfTranscript(string path) =>
        OpenClaudeHomes.PlaceOf(path).Replace(".openclaude/", ".icodemate/cli/", StringComparison.Ordinal);
}
