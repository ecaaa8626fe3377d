using System.Xml.Linq;
using Rimuru;

namespace ViewWriter;

/// <summary>What the public types and their members say of themselves.</summary>
internal static class Summaries
{
    /// <summary>The summaries as Markdown on one line, by the names of the members as the compiler writes them.</summary>
    public static Dictionary<string, string> Read() =>
        XDocument
            .Load(Path.ChangeExtension(typeof(CostRecord).Assembly.Location, ".xml"))
            .Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => OneLine(member.Element("summary")!));

    private static string OneLine(XElement summary) =>
        string.Join(' ', string.Concat(summary.Nodes().Select(Plain)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Plain(XNode node) =>
        node switch
        {
            XElement { Name.LocalName: "see" } see => (see.Attribute("cref") ?? see.FirstAttribute)!.Value.Split('.', ':')[^1],
            XElement code => $"`{code.Value}`",
            _ => node.ToString().Replace("|", "\\|", StringComparison.Ordinal),
        };
}
