using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace HelpWriter;

/// <summary>Reads a cmdlet's page: a title, then Syntax, Description, Examples, Parameters, Inputs, Outputs and Related.</summary>
internal static partial class PageReader
{
    private static readonly MarkdownPipeline Tables = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private sealed record Section(string Title, List<Block> Blocks, List<Section> Parts);

    public static CmdletPage Read(string path)
    {
        string file = Path.GetFileName(path);
        Section page = Divide(Markdown.Parse(File.ReadAllText(path), Tables), file);
        Section Named(string title) => page.Parts.Find(part => part.Title == title) ?? throw new FormatException($"{file} has no section '{title}'.");
        return new CmdletPage(
            page.Title,
            Paragraphs(page.Blocks),
            [.. Named("Syntax").Blocks.OfType<FencedCodeBlock>().SelectMany(block => PlainText.CodeOf(block).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(Syntax)],
            Paragraphs(Named("Description").Blocks),
            [.. Named("Examples").Parts.Select(part => new ExampleText(part.Title, Code(part.Blocks), Paragraphs(part.Blocks)))],
            [.. Named("Parameters").Parts.Select(part => Parameter(part, file))],
            [.. Named("Inputs").Parts.Select(part => new TypeText(part.Title, Paragraphs(part.Blocks)))],
            [.. Named("Outputs").Parts.Select(part => new TypeText(part.Title, Paragraphs(part.Blocks)))],
            [.. Named("Related").Blocks.OfType<ListBlock>().SelectMany(PlainText.ItemsOf)]);
    }

    private static Section Divide(MarkdownDocument document, string file)
    {
        Section? page = null;
        foreach (Block block in document)
        {
            if (block is HeadingBlock heading)
            {
                Section section = new(PlainText.Of(heading), [], []);
                if (heading.Level == 1) page = section;
                else if (heading.Level == 2 && page is not null) page.Parts.Add(section);
                else if (heading.Level == 3 && page?.Parts is [.., { } last]) last.Parts.Add(section);
                else throw new FormatException($"{file}: the heading '{section.Title}' is out of place.");
            }
            else
            {
                Section at = page?.Parts is [.., { } part] ? part.Parts is [.., { } inner] ? inner : part : page ?? throw new FormatException($"{file} does not begin with a title.");
                at.Blocks.Add(block);
            }
        }

        return page ?? throw new FormatException($"{file} is empty.");
    }

    private static ParameterText Parameter(Section part, string file)
    {
        ListBlock? last = part.Blocks.OfType<ListBlock>().LastOrDefault();
        Dictionary<string, string> facts = (last is null ? [] : PlainText.ItemsOf(last))
            .Select(item => item.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (!facts.ContainsKey("Type")) throw new FormatException($"{file}: {part.Title} does not say its Type.");
        return new ParameterText(part.Title.TrimStart('-'), Paragraphs(part.Blocks.Where(block => block != last)), facts);
    }

    /// <summary>A way to call a cmdlet, as it is written: <c>[[-Name] &lt;string&gt;]</c>, <c>[-Path] &lt;string&gt;</c>, <c>[-Force]</c>, <c>-At &lt;string&gt;</c>.</summary>
    private static SyntaxText Syntax(string line) => new(
    [
        .. ParameterInSyntax().Matches(line).Select(match => new SyntaxParameter(
            match.Groups.Values.Skip(1).First(group => group.Success).Value,
            IsRequired: match.Groups["place"].Success || match.Groups["name"].Success,
            IsPositional: match.Groups["mayPlace"].Success || match.Groups["place"].Success)),
    ]);

    [GeneratedRegex(@"\[\[-(?<mayPlace>\w+)\]|\[-(?<place>\w+)\](?= <)|\[-(?<may>\w+)|(?<=\s)-(?<name>\w+)")]
    private static partial Regex ParameterInSyntax();

    /// <summary>What is said, a text a paragraph, an item of a list or a row of a table.</summary>
    private static string[] Paragraphs(IEnumerable<Block> blocks) => [.. blocks.SelectMany<Block, string>(block => block switch
    {
        ParagraphBlock paragraph => [PlainText.Of(paragraph)],
        ListBlock list => PlainText.ItemsOf(list).Select(item => "- " + item),
        Table table => Rows(table),
        _ => [],
    })];

    private static IEnumerable<string> Rows(Table table)
    {
        List<string[]> rows = [.. table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(cell => string.Join(' ', cell.OfType<ParagraphBlock>().Select(PlainText.Of))).ToArray())];
        return rows.Skip(1).Select(row => $"- {row[0]}: {string.Join("; ", row.Skip(1).Select((cell, i) => $"{rows[0][i + 1]}: {cell}"))}");
    }

    private static string Code(List<Block> blocks) => string.Join("\n\n", blocks.OfType<FencedCodeBlock>().Select(PlainText.CodeOf));
}
