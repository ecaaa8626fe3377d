using System.Text.RegularExpressions;
using Tomlyn.Parsing;

namespace Rimuru.Core.Integrations;

/// <summary>
/// The guard in Codex' <c>config.toml</c>, where the user's own hooks are there: behind all else, so that no index changes.
/// </summary>
internal sealed partial record CodexTomlFile(string Agent, string Path, IReadOnlyList<string> Events)
    : AgentFile(Agent, IntegrationFeature.Guard, Path)
{
    private const string LineEnd = "line";

    /// <summary>True if a text has hooks: what Codex keeps of trusted ones is none.</summary>
    public static bool HasHooks(string text) => HookTable().IsMatch(text);

    public override string? CommandIn(string text)
    {
        Check(text);
        return EntriesIn(text).Select(CommandOf).FirstOrDefault();
    }

    public override string Install(string? text, AgentCommand command, ISet<string> traces)
    {
        string before = Remove(text ?? "", traces) ?? "";
        string end = before.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (before.Length > 0 && !before.EndsWith('\n'))
        {
            before += end;
            traces.Add(LineEnd);
        }

        IEnumerable<string> entries = Events.Select(name =>
            $"\n[[hooks.{name}]]\n\n[[hooks.{name}.hooks]]\ntype = \"command\"\ncommand = {HookEntries.Json(command.Line)}\ntimeout = 10\n"
        );
        string after = before + string.Concat(entries).Replace("\n", end, StringComparison.Ordinal);
        Check(after);
        return after;
    }

    public override string? Remove(string text, ISet<string> traces)
    {
        Check(text);
        string rest = text;
        foreach (Match entry in EntriesIn(text).Reverse())
            rest = rest.Remove(entry.Index, entry.Length);
        Check(rest);
        bool isLineOurs = rest.Length < text.Length && traces.Remove(LineEnd);
        return isLineOurs && rest.EndsWith('\n') ? rest.TrimEnd('\n').TrimEnd('\r') : rest;
    }

    private static IEnumerable<Match> EntriesIn(string text) =>
        Entry().Matches(text).Where(entry => OwnCommand.IsOf(CommandOf(entry), IntegrationFeature.Guard));

    private static string CommandOf(Match entry) => Formats.JsonFields.TextOf(entry.Groups["command"].Value) ?? "";

    private static void Check(string text)
    {
        if (SyntaxParser.Parse(text) is { HasErrors: true } parsed)
            throw new FormatException(parsed.Diagnostics[0].ToString());
    }

    [GeneratedRegex(@"^\s*\[?\[\s*hooks\s*(\]|\.\s*(?!state\b))", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex HookTable();

    [GeneratedRegex(
        @"\r?\n\[\[hooks\.(?<event>\w+)\]\]\r?\n\r?\n\[\[hooks\.\k<event>\.hooks\]\]\r?\ntype = ""command""\r?\n"
            + @"command = (?<command>""(?:[^""\\\r\n]|\\.)*"")\r?\ntimeout = \d+\r?\n",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Entry();
}
