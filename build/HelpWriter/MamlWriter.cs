using System.Xml.Linq;

namespace HelpWriter;

/// <summary>Writes what Get-Help reads.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Write(IEnumerable<CmdletPage> pages) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(Help + "helpItems", new XAttribute("schema", "maml"), pages.Select(Of)));

    private static XElement Of(CmdletPage page)
    {
        string[] name = page.Name.Split('-', 2);
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name), new XElement(Command + "verb", name[0]), new XElement(Command + "noun", name[^1]),
                Description(page.Synopsis)),
            Description(page.Description),
            new XElement(Command + "syntax", page.Syntax.Select(syntax => new XElement(Command + "syntaxItem", new XElement(Maml + "name", page.Name), syntax.Parameters.Select(named => Parameter(page, named))))),
            new XElement(Command + "parameters", page.Parameters.Select(parameter => Parameter(parameter, parameter.Fact("Required", "no") == "yes", parameter.Fact("Position", "named")))),
            new XElement(Command + "inputTypes", page.Inputs.Select(type => Typed("inputType", type))),
            new XElement(Command + "returnValues", page.Outputs.Select(type => Typed("returnValue", type))),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", page.Related.Select(link => new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", link), new XElement(Maml + "uri")))));
    }

    /// <summary>A parameter within a way to call the cmdlet; those that every changing cmdlet has are described nowhere.</summary>
    private static XElement Parameter(CmdletPage page, SyntaxParameter named)
    {
        ParameterText parameter = page.Parameters.FirstOrDefault(known => known.Name == named.Name) ?? new ParameterText(named.Name, [], new Dictionary<string, string> { ["Type"] = ParameterText.Switch });
        return Parameter(parameter, named.IsRequired, named.IsPositional ? parameter.Fact("Position", "0") : "named");
    }

    private static XElement Parameter(ParameterText parameter, bool isRequired, string position)
    {
        string pipeline = parameter.Fact("Pipeline", "no");
        return new XElement(
            Command + "parameter",
            new XAttribute("required", isRequired),
            new XAttribute("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal)),
            new XAttribute("globbing", parameter.Fact("Wildcards", "no") == "yes"),
            new XAttribute("pipelineInput", pipeline == "no" ? "False" : $"True ({pipeline})"),
            new XAttribute("position", position),
            new XAttribute("aliases", parameter.Fact("Aliases", "none")),
            new XElement(Maml + "name", parameter.Name),
            Description(parameter.Description),
            parameter.IsSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", true), new XAttribute("variableLength", false), parameter.Type),
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", parameter.Fact("Default", parameter.IsSwitch ? "False" : "None")));
    }

    private static XElement Example(ExampleText example) => new(
        Command + "example",
        new XElement(Maml + "title", $"--- {example.Title} ---"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks)));

    private static XElement Typed(string element, TypeText type) => new(
        Command + element, new XElement(Dev + "type", new XElement(Maml + "name", type.Name)), Description(type.Description));

    private static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) => paragraphs.Select(text => new XElement(Maml + "para", text));
}
