using System.Text.RegularExpressions;
using Tomlyn.Parsing;

namespace Rimuru.Core.Integrations;

/// <summary>A feature in a TOML file: tables behind all else, written and removed as text, so that every other byte stays.</summary>
internal sealed record TomlFile(string Agent, string Path, TomlTables Tables) : AgentFile(Agent, Tables.Feature, Path)
{
    /// <summary>The line end that the text before our tables did not have. It stays as long as any feature has a table there.</summary>
    private const string LineEnd = "line";

    public override string? CommandIn(string text)
    {
        Check(text);
        return Tables.In(text).Select(Tables.CommandOf).FirstOrDefault();
    }

    public override string Install(string? text, AgentCommand command, ISet<string> traces)
    {
        string[] entries = [.. Tables.Write(command)];
        Check(text ?? "");
        if (text is not null && Tables.In(text).Select(Tables.CommandOf).SequenceEqual(entries.Select(_ => command.Line)))
            return text;
        string before = text is null ? "" : Remove(text, traces) ?? "";
        if (text is null)
            traces.Add(IntegrationRecord.WholeFile);
        if (Tables.ForeignIn(before) is { } foreign)
            throw new ForeignEntryException(foreign);
        string end = before.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (before.Length > 0 && !before.EndsWith('\n'))
        {
            before += end;
            traces.Add(LineEnd);
        }

        string after = before + string.Concat(entries).ReplaceLineEndings(end);
        Check(after);
        return after;
    }

    public override string? Remove(string text, ISet<string> traces)
    {
        Check(text);
        string rest = text;
        foreach (Match entry in Tables.In(text).Reverse())
            rest = rest.Remove(entry.Index, entry.Length);
        Check(rest);
        bool isLineOurs = rest.Length < text.Length && !TomlTables.All.Any(tables => tables.In(rest).Any()) && traces.Remove(LineEnd);
        if (isLineOurs && rest.EndsWith('\n'))
            rest = rest[..^(rest.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)];
        return traces.Contains(IntegrationRecord.WholeFile) && string.IsNullOrWhiteSpace(rest) ? null : rest;
    }

    private static void Check(string text)
    {
        if (SyntaxParser.Parse(text) is { HasErrors: true } parsed)
            throw new FormatException(parsed.Diagnostics[0].ToString());
    }
}
