using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace HelpWriter;

/// <summary>
/// Reads a cmdlet's page: a title, then Description, Examples, Parameters, Inputs, Outputs and Related. Everything else comes from the
/// assembly.
/// </summary>
internal static class PageReader
{
    private const string DefaultFact = "Default";

    private static readonly string[] Sections = ["Description", "Examples", "Parameters", "Inputs", "Outputs", "Related"];
    private static readonly string[] AssemblyFacts = ["Type", "Aliases", "Position", "Required", "Pipeline", "Wildcards"];
    private static readonly MarkdownPipeline Tables = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private sealed record Section(string Title, List<Block> Blocks, List<Section> Parts);

    public static CmdletPage Read(string path)
    {
        string file = Path.GetFileName(path);
        Section page = Divide(Markdown.Parse(File.ReadAllText(path), Tables), file);
        if (page.Parts.Find(part => !Sections.Contains(part.Title)) is { } stray)
            throw new FormatException(
                $"{file}: a page has no section '{stray.Title}', but {string.Join(", ", Sections)}. Syntax is read from the assembly."
            );
        Section Named(string title) =>
            page.Parts.Find(part => part.Title == title) ?? throw new FormatException($"{file} has no section '{title}'.");
        return new CmdletPage(
            file,
            page.Title,
            Paragraphs(page.Blocks),
            Paragraphs(Named("Description").Blocks),
            [.. Named("Examples").Parts.Select(part => new ExampleText(part.Title, Code(part.Blocks), Paragraphs(part.Blocks)))],
            [.. page.Parts.Where(part => part.Title == "Parameters").SelectMany(part => part.Parts).Select(part => Parameter(part, file))],
            [.. Named("Inputs").Parts.Select(part => new TypeText(part.Title, Paragraphs(part.Blocks)))],
            [.. Named("Outputs").Parts.Select(part => new TypeText(part.Title, Paragraphs(part.Blocks)))],
            [.. Named("Related").Blocks.OfType<ListBlock>().SelectMany(PlainText.ItemsOf)]
        );
    }

    /// <summary>Markdown of one paragraph as plain text.</summary>
    public static string TextOf(string markdown) => string.Join(' ', Paragraphs(Markdown.Parse(markdown, Tables)));

    private static Section Divide(MarkdownDocument document, string file)
    {
        Section? page = null;
        foreach (Block block in document)
        {
            if (block is HeadingBlock heading)
            {
                Section section = new(PlainText.Of(heading), [], []);
                if (heading.Level == 1)
                    page = section;
                else if (heading.Level == 2 && page is not null)
                    page.Parts.Add(section);
                else if (heading.Level == 3 && page?.Parts is [.., { } last])
                    last.Parts.Add(section);
                else
                    throw new FormatException($"{file}: the heading '{section.Title}' is out of place.");
            }
            else
            {
                Section at = page switch
                {
                    { Parts: [.., { Parts: [.., { } inner] }] } => inner,
                    { Parts: [.., { } part] } => part,
                    not null => page,
                    null => throw new FormatException($"{file} does not begin with a title."),
                };
                at.Blocks.Add(block);
            }
        }

        return page ?? throw new FormatException($"{file} is empty.");
    }

    /// <summary>What a page says of a parameter; the list <c>- Default: …</c> is no prose.</summary>
    private static ParameterText Parameter(Section part, string file)
    {
        List<Block> prose = [.. part.Blocks];
        string? usual = null;
        foreach (ListBlock list in part.Blocks.OfType<ListBlock>())
        {
            foreach (
                string[] fact in PlainText
                    .ItemsOf(list)
                    .Select(item => item.Split(':', 2, StringSplitOptions.TrimEntries))
                    .Where(fact => fact.Length == 2)
            )
            {
                if (AssemblyFacts.Contains(fact[0]))
                    throw new FormatException(
                        $"{file}: {part.Title}: '{fact[0]}' is read from the assembly, and is not written in a page."
                    );
                if (fact[0] != DefaultFact)
                    continue;
                usual = fact[1];
                prose.Remove(list);
            }
        }

        return new ParameterText(part.Title.TrimStart('-'), Paragraphs(prose), usual);
    }

    /// <summary>What is said, a text a paragraph, an item of a list or a row of a table.</summary>
    private static string[] Paragraphs(IEnumerable<Block> blocks) =>
        [
            .. blocks.SelectMany<Block, string>(block =>
                block switch
                {
                    ParagraphBlock paragraph => [PlainText.Of(paragraph)],
                    ListBlock list => PlainText.ItemsOf(list).Select(item => "- " + item),
                    Table table => Rows(table),
                    _ => [],
                }
            ),
        ];

    private static IEnumerable<string> Rows(Table table)
    {
        List<string[]> rows =
        [
            .. table
                .OfType<TableRow>()
                .Select(row =>
                    row.OfType<TableCell>().Select(cell => string.Join(' ', cell.OfType<ParagraphBlock>().Select(PlainText.Of))).ToArray()
                ),
        ];
        return rows.Skip(1).Select(row => $"- {row[0]}: {string.Join("; ", row.Skip(1).Select((cell, i) => $"{rows[0][i + 1]}: {cell}"))}");
    }

    private static string Code(List<Block> blocks) => string.Join("\n\n", blocks.OfType<FencedCodeBlock>().Select(PlainText.CodeOf));
}
