using Markdig;
using Markdig.Syntax;

namespace HelpWriter;

/// <summary>Reads a cmdlet's page: a title, then Description, Examples, Parameters, Inputs, Outputs and Related.</summary>
internal static class PageReader
{
    private sealed record Section(string Title, List<Block> Blocks, List<Section> Parts);

    public static CmdletPage Read(string path)
    {
        string file = Path.GetFileName(path);
        Section page = Divide(Markdown.Parse(File.ReadAllText(path)), file);
        Section Named(string title) => page.Parts.Find(part => part.Title == title) ?? throw new FormatException($"{file} has no section '{title}'.");
        return new CmdletPage(
            page.Title,
            Paragraphs(page.Blocks),
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
        Dictionary<string, string> facts = part.Blocks.OfType<ListBlock>().TakeLast(1).SelectMany(PlainText.ItemsOf)
            .Select(item => item.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (!facts.ContainsKey("Type")) throw new FormatException($"{file}: {part.Title} does not say its Type.");
        return new ParameterText(part.Title.TrimStart('-'), Paragraphs(part.Blocks), facts);
    }

    private static string[] Paragraphs(List<Block> blocks) => [.. blocks.OfType<ParagraphBlock>().Select(PlainText.Of)];

    private static string Code(List<Block> blocks) => string.Join("\n\n", blocks.OfType<FencedCodeBlock>().Select(PlainText.CodeOf));
}
