using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpWriter;

/// <summary>Markdown without its marks.</summary>
internal static class PlainText
{
    public static string Of(LeafBlock block)
    {
        StringBuilder text = new();
        if (block.Inline is { } inline)
            Append(text, inline);
        return text.ToString().Trim();
    }

    public static string CodeOf(FencedCodeBlock block) => block.Lines.ToString().TrimEnd();

    /// <summary>The items of a list, each as one line.</summary>
    public static IEnumerable<string> ItemsOf(ListBlock list) =>
        list.OfType<ListItemBlock>().Select(item => string.Join(' ', item.OfType<ParagraphBlock>().Select(Of)));

    private static void Append(StringBuilder text, ContainerInline container)
    {
        foreach (Inline inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content);
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case ContainerInline inner:
                    Append(text, inner);
                    break;
                default:
                    break;
            }
        }
    }
}
