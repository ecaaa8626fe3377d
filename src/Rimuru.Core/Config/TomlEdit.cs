using System.Text;
using Tomlyn.Syntax;

namespace Rimuru.Core.Config;

/// <summary>Changes single values in the text of <c>local.toml</c>.</summary>
internal sealed class TomlEdit(string path, string text) : ConfigEdit(text)
{
    public override void Set(string key, string value)
    {
        DocumentSyntax document = Document();
        if (Find(document, key) is { Node.Value: { } known })
            Replace(StartOf(known), EndOf(known), value);
        else
            Insert(document, key, value);
    }

    public override IReadOnlyList<string> Items(string key) =>
        Find(Document(), key)?.Node.Value is ArraySyntax list ? [.. list.Items.Select(TextOf)] : [];

    public override void SetText(string key, string text) => Set(key, Quote(text));

    public override void Remove(string key)
    {
        if (Find(Document(), key) is not { } entry)
            return;
        int start = StartOf(entry.Node),
            end = EndOf(entry.Node.Value!);
        if (entry.Inline is null)
            Replace(LineStart(start), LineEnd(end), "");
        else
            RemoveItem(start, end);
    }

    public override void SetList(string key, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
        {
            Remove(key);
            return;
        }

        DocumentSyntax document = Document();
        TomlEntry? entry = Find(document, key);
        string value = $"[{string.Join(", ", items.Select(Quote))}]";
        if (entry is null)
            Insert(document, key, value);
        else if (entry.Node.Value is ArraySyntax list && list.Items.Any() && list.Items.All(IsAlone))
            SetLines(list, items);
        else if (entry.Node.Value is { } known)
            Replace(StartOf(known), EndOf(known), value);
    }

    /// <summary>A TOML string literal for any text.</summary>
    public static string Quote(string text)
    {
        if (text.All(c => c >= ' ' && c != '\'' && c != '\x7f'))
            return $"'{text}'";
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c is < ' ' or '\x7f')
                quoted.Append($"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private DocumentSyntax Document() => TomlEntry.Parse(path, Text, isStrict: true);

    private static TomlEntry? Find(DocumentSyntax document, string key) =>
        TomlEntry.All(document).FirstOrDefault(entry => entry.Name == key);

    private static string TextOf(ArrayItemSyntax item) => (item.Value as StringValueSyntax)?.Value ?? "";

    /// <summary>Adds a key to its section: in its braces, after its other keys, or as a new table at the end.</summary>
    private void Insert(DocumentSyntax document, string key, string value)
    {
        TomlEntry[] entries = [.. TomlEntry.All(document)];
        if (
            entries.LastOrDefault(entry => entry.Node.Value is InlineTableSyntax && IsIn(key, entry.Name)) is
            { Node.Value: InlineTableSyntax braces } around
        )
        {
            string last = $"{key[(around.Name.Length + 1)..]} = {value}";
            int end = StartOf(braces.CloseBrace!);
            while (Text[end - 1] == ' ')
                end--;
            Replace(end, end, braces.Items.Any() ? $", {last}" : $" {last} ");
            return;
        }

        TableSyntaxBase? table = document.Tables.Where(table => IsIn(key, NameOf(table))).MaxBy(table => NameOf(table).Length);
        string section = table is null ? "" : NameOf(table);
        TomlEntry? before = entries.LastOrDefault(entry =>
            entry.Table == table
            && entry.Inline is null
            && (table is not null || entry.Name.StartsWith(key.Split('.')[0] + ".", StringComparison.Ordinal))
        );
        if (table is null && before is null)
        {
            int dot = key.LastIndexOf('.');
            InsertLines(Text.Length, $"{(Text.Length > 0 ? NewLine : "")}[{key[..dot]}]{NewLine}{key[(dot + 1)..]} = {value}{NewLine}");
            return;
        }

        int at = LineEnd(before is not null ? EndOf(before.Node.Value!) : EndOf(table!.CloseBracket!));
        string indent = before is null ? "" : Text[LineStart(StartOf(before.Node))..StartOf(before.Node)];
        InsertLines(at, $"{indent}{(section.Length == 0 ? key : key[(section.Length + 1)..])} = {value}{NewLine}");
    }

    /// <summary>Edits a list with one item a line: removes the lines of removed items and adds new ones after the last.</summary>
    private void SetLines(ArraySyntax list, IReadOnlyList<string> items)
    {
        ArrayItemSyntax[] known = [.. list.Items];
        ArrayItemSyntax last = known[^1];
        string indent = Text[LineStart(StartOf(last))..StartOf(last)];
        string[] added = [.. items.Except(known.Select(TextOf))];
        InsertLines(LineEnd(EndOf(last.Value!)), string.Concat(added.Select(item => $"{indent}{Quote(item)},{NewLine}")));
        if (added.Length > 0 && last.Comma is null)
            Replace(EndOf(last.Value!), EndOf(last.Value!), ",");
        foreach (ArrayItemSyntax item in Enumerable.Reverse(known).Where(item => !items.Contains(TextOf(item))))
            Replace(LineStart(StartOf(item)), LineEnd(EndOf(item.Value!)), "");
    }

    /// <summary>True for an item on a line of its own.</summary>
    private bool IsAlone(ArrayItemSyntax item)
    {
        int start = StartOf(item),
            end = EndOf(item.Value!);
        string rest = Text[end..LineEnd(end)].TrimStart(' ', '\t', ',');
        return Text[LineStart(start)..start].Trim().Length == 0 && (rest.Trim().Length == 0 || rest.StartsWith('#'));
    }

    private static bool IsIn(string key, string section) => key.StartsWith(section + ".", StringComparison.Ordinal);

    private static string NameOf(TableSyntaxBase table) => TomlEntry.NameOf("", table.Name!);

    private static int StartOf(SyntaxNodeBase node) => node.Span.Start.Offset;

    /// <summary>The offset after the last character; Tomlyn's end is inclusive.</summary>
    private static int EndOf(SyntaxNodeBase node) => node.Span.End.Offset + 1;
}
