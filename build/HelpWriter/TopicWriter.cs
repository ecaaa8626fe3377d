using System.Text;
using Markdig;
using Markdig.Syntax;

namespace HelpWriter;

/// <summary>Writes an about topic as plain text of 80 columns.</summary>
internal static class TopicWriter
{
    private const int Width = 76;
    private const string Indent = "    ";

    public static string Write(string name, string markdown)
    {
        StringBuilder text = new($"TOPIC\n{Indent}{name}\n\nSHORT DESCRIPTION\n");
        foreach (Block block in Markdown.Parse(markdown))
        {
            switch (block)
            {
                case HeadingBlock { Level: 1 }:
                    break;
                case HeadingBlock heading:
                    text.Append(PlainText.Of(heading).ToUpperInvariant()).Append('\n');
                    break;
                case ParagraphBlock paragraph:
                    Wrap(text, PlainText.Of(paragraph), Indent, Indent);
                    break;
                case ListBlock list:
                    foreach (string item in PlainText.ItemsOf(list))
                        Wrap(text, item, Indent + "- ", Indent + "  ", isTight: true);
                    text.Append('\n');
                    break;
                case FencedCodeBlock code:
                    foreach (string line in PlainText.CodeOf(code).Split('\n'))
                        text.Append(Indent).Append(Indent).Append(line).Append('\n');
                    text.Append('\n');
                    break;
                default:
                    throw new FormatException($"{name}: a {block.GetType().Name} cannot be written as plain text.");
            }
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static void Wrap(StringBuilder text, string paragraph, string first, string next, bool isTight = false)
    {
        int column = first.Length;
        text.Append(first);
        bool isStart = true;
        foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isStart && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(next);
                column = next.Length;
                isStart = true;
            }

            if (!isStart)
                text.Append(' ');
            text.Append(word);
            column += word.Length + (isStart ? 0 : 1);
            isStart = false;
        }

        text.Append(isTight ? "\n" : "\n\n");
    }
}
