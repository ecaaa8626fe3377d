using Rimuru.Core.Errors;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Rimuru.Core.Config;

/// <summary>A key of a TOML text with its full name and its value.</summary>
/// <param name="Name">The full name: <c>agents.codex.enabled</c>.</param>
/// <param name="Node">Its syntax node.</param>
/// <param name="Table">The <c>[table]</c> that contains it; null at the top level.</param>
/// <param name="Inline">The innermost <c>{ … }</c> that contains it; null if there is none.</param>
internal sealed record TomlEntry(string Name, KeyValueSyntax Node, TableSyntaxBase? Table, InlineTableSyntax? Inline)
{
    /// <summary>
    /// Parses a text. E4003 names the line that is not TOML; repeated keys are an error only if <paramref name="isStrict"/>.
    /// </summary>
    public static DocumentSyntax Parse(string path, string text, bool isStrict)
    {
        DocumentSyntax document = Parsed(path, text, isStrict);
        foreach (DiagnosticMessage problem in document.Diagnostics)
        {
            if (problem.Kind != DiagnosticMessageKind.Error)
                continue;
            string origin = $"{path}:{problem.Span.Start.Line + 1}";
            throw new RimuruException(
                ErrorCodes.ConfigFormat,
                $"{origin}: the file is not valid TOML: {problem.Message.TrimEnd('.')}.",
                origin
            );
        }

        return document;
    }

    private static DocumentSyntax Parsed(string path, string text, bool isStrict)
    {
        try
        {
            return SyntaxParser.Parse(text, path, isStrict);
        }
        catch (TomlException e)
        {
            // Most mistakes are in the list of diagnostics; lists or sections that are nested too deeply are not.
            throw new RimuruException(ErrorCodes.ConfigFormat, $"{path}: the file is not valid TOML: it is nested too deeply.", path, e);
        }
    }

    /// <summary>Every key in textual order; a key with <c>{ … }</c> comes before the keys in it.</summary>
    public static IEnumerable<TomlEntry> All(DocumentSyntax document)
    {
        foreach (TomlEntry entry in Below("", document.KeyValues, null, null))
            yield return entry;
        foreach (TableSyntaxBase table in document.Tables)
        {
            foreach (TomlEntry entry in Below(NameOf("", table.Name!), table.Items, table, null))
                yield return entry;
        }
    }

    /// <summary>The full name of a key in a section.</summary>
    public static string NameOf(string section, KeySyntax key)
    {
        IEnumerable<string> parts = [Text(key.Key!), .. key.DotKeys.Select(part => Text(part.Key!))];
        string name = string.Join('.', parts);
        return section.Length == 0 ? name : $"{section}.{name}";
    }

    private static string Text(BareKeyOrStringValueSyntax key) =>
        key is StringValueSyntax quoted ? quoted.Value ?? "" : ((BareKeySyntax)key).Key?.Text ?? "";

    private static IEnumerable<TomlEntry> Below(
        string section,
        IEnumerable<KeyValueSyntax> nodes,
        TableSyntaxBase? table,
        InlineTableSyntax? inline
    )
    {
        foreach (KeyValueSyntax node in nodes)
        {
            TomlEntry entry = new(NameOf(section, node.Key!), node, table, inline);
            yield return entry;
            if (node.Value is not InlineTableSyntax inner)
                continue;
            foreach (TomlEntry deeper in Below(entry.Name, inner.Items.Select(item => item.KeyValue!), table, inner))
                yield return deeper;
        }
    }
}
