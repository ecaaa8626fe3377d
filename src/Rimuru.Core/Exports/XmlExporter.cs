using System.Text;
using System.Xml;

namespace Rimuru.Core.Exports;

/// <summary>One XML document: an element for each row, in it one for each field that has a value.</summary>
internal sealed class XmlExporter : IExporter
{
    private const string Item = "item";

    public string Name => nameof(ExportFormat.Xml);

    public IReadOnlyList<string> Extensions => [".xml"];

    public ExportShape Shape => ExportShape.Fields;

    public string? HeadOf(ExportTable table) => null;

    public void Write(ExportTable table, Stream output, ExportOptions options, CancellationToken stop)
    {
        XmlWriterSettings settings = new()
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            NewLineChars = "\n",
            OmitXmlDeclaration = true,
            CheckCharacters = true,
        };
        output.Write(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"{options.Encoding.WebName}\"?>\n"));
        using (XmlWriter writer = XmlWriter.Create(output, settings))
        {
            writer.WriteStartElement(table.Name);
            foreach (object?[] values in table.Rows)
            {
                stop.ThrowIfCancellationRequested();
                writer.WriteStartElement(table.RowName);
                for (int i = 0; i < values.Length; i++)
                    Write(writer, table.Columns[i].Name, values[i]);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        output.Write("\n"u8);
    }

    private static void Write(XmlWriter writer, string name, object? value)
    {
        if (value is null)
            return;
        if (value is IEnumerable<string> list)
        {
            writer.WriteStartElement(name);
            foreach (string text in list)
                writer.WriteElementString(Item, Legal(text));
            writer.WriteEndElement();
        }
        else
        {
            writer.WriteElementString(name, Legal(ExportText.Of(value)));
        }
    }

    /// <summary>The text without what XML cannot hold, which becomes U+FFFD.</summary>
    private static string Legal(string text)
    {
        int at = 0;
        while (at < text.Length && XmlConvert.IsXmlChar(text[at]))
            at++;
        if (at == text.Length)
            return text;
        StringBuilder legal = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                legal.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                legal.Append(text[i]).Append(text[++i]);
            else
                legal.Append('\uFFFD');
        }

        return legal.ToString();
    }
}
