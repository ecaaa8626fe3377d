using System.Text.RegularExpressions;
using Tomlyn.Parsing;

namespace Rimuru.Core.Integrations;

/// <summary>Rimuru among the servers of the Model Context Protocol in Codex' <c>config.toml</c>: a table behind all else.</summary>
internal sealed partial record McpTomlFile(string Agent, string Path) : AgentFile(Agent, IntegrationFeature.Mcp, Path)
{
    /// <summary>The line end that the text before the table did not have.</summary>
    private const string LineEnd = "line before the server";

    public override string? CommandIn(string text)
    {
        Check(text);
        return EntriesIn(text).Select(CommandOf).FirstOrDefault();
    }

    public override string Install(string? text, AgentCommand command, ISet<string> traces)
    {
        if (text is not null && CommandIn(text) == command.Line)
            return text;
        string before = text is null ? "" : Remove(text, traces) ?? "";
        if (text is null)
            traces.Add(IntegrationRecord.WholeFile);
        if (Foreign().IsMatch(before))
            throw new ForeignEntryException("it has another server with the name rimuru");
        string end = before.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (before.Length > 0 && !before.EndsWith('\n'))
        {
            before += end;
            traces.Add(LineEnd);
        }

        string entry = $"\n[mcp_servers.rimuru]\ncommand = {HookEntries.Json(command.Program)}\nargs = [\"{OwnCommand.Mcp}\"]\n";
        string after = before + entry.Replace("\n", end, StringComparison.Ordinal);
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
        if (isLineOurs && rest.EndsWith('\n'))
            rest = rest[..^(rest.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)];
        return traces.Contains(IntegrationRecord.WholeFile) && string.IsNullOrWhiteSpace(rest) ? null : rest;
    }

    private static IEnumerable<Match> EntriesIn(string text) =>
        Entry().Matches(text).Where(entry => OwnCommand.IsOf(CommandOf(entry), IntegrationFeature.Mcp));

    private static string CommandOf(Match entry) =>
        OwnCommand.Quoted(Formats.JsonFields.TextOf(entry.Groups["command"].Value) ?? "") + " " + OwnCommand.Mcp;

    private static void Check(string text)
    {
        if (SyntaxParser.Parse(text) is { HasErrors: true } parsed)
            throw new FormatException(parsed.Diagnostics[0].ToString());
    }

    [GeneratedRegex(@"^\s*\[\s*mcp_servers\s*\.\s*""?rimuru""?\s*\]", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Foreign();

    [GeneratedRegex(
        @"\r?\n\[mcp_servers\.rimuru\]\r?\ncommand = (?<command>""(?:[^""\\\r\n]|\\.)*"")\r?\nargs = \[""mcp""\]\r?\n",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Entry();
}
