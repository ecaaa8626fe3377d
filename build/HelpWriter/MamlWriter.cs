using System.Globalization;
using System.Xml.Linq;

namespace HelpWriter;

/// <summary>Writes what Get-Help reads.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Write(IEnumerable<CmdletHelp> cmdlets) =>
        new(new XDeclaration("1.0", "utf-8", null), new XElement(Help + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(Of)));

    private static XElement Of(CmdletHelp cmdlet)
    {
        CmdletPage page = cmdlet.Page;
        string[] name = page.Name.Split('-', 2);
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", name[0]),
                new XElement(Command + "noun", name[^1]),
                Description(page.Synopsis)
            ),
            Description(page.Description),
            new XElement(Command + "syntax", cmdlet.Facts.Sets.Select(set => Syntax(cmdlet, set))),
            new XElement(
                Command + "parameters",
                cmdlet.Facts.Displayed.Select(parameter => Parameter(cmdlet, parameter, Overall(parameter)))
            ),
            new XElement(Command + "inputTypes", page.Inputs.Select(type => Typed("inputType", type))),
            new XElement(Command + "returnValues", page.Outputs.Select(type => Typed("returnValue", type))),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", page.Related.Select(Link))
        );
    }

    private static XElement Syntax(CmdletHelp cmdlet, string? set) =>
        new(
            Command + "syntaxItem",
            new XElement(Maml + "name", cmdlet.Facts.Name),
            cmdlet.Facts.In(set).Select(item => Parameter(cmdlet, item.Parameter, item.Use))
        );

    /// <summary>What holds of a parameter in every set that has it.</summary>
    private static ParameterUse Overall(ParameterFacts parameter) => parameter.Uses[0] with { IsRequired = parameter.IsRequired };

    private static XElement Parameter(CmdletHelp cmdlet, ParameterFacts parameter, ParameterUse use)
    {
        ParameterText text = cmdlet.Texts[parameter.Name];
        return new XElement(
            Command + "parameter",
            new XAttribute("required", use.IsRequired),
            new XAttribute("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal)),
            new XAttribute("globbing", parameter.HasWildcards),
            new XAttribute("pipelineInput", use.Pipeline.Count == 0 ? "False" : $"True ({string.Join(", ", use.Pipeline)})"),
            new XAttribute("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            Description(text.Description),
            parameter.IsSwitch
                ? null
                : new XElement(
                    Command + "parameterValue",
                    new XAttribute("required", true),
                    new XAttribute("variableLength", false),
                    parameter.Type
                ),
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", text.Default ?? (parameter.IsSwitch ? "False" : "None"))
        );
    }

    private static XElement Example(ExampleText example) =>
        new(
            Command + "example",
            new XElement(Maml + "title", $"--- {example.Title} ---"),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", Paragraphs(example.Remarks))
        );

    private static XElement Typed(string element, TypeText type) =>
        new(Command + element, new XElement(Dev + "type", new XElement(Maml + "name", type.Name)), Description(type.Description));

    private static XElement Link(string text) =>
        new(Maml + "navigationLink", new XElement(Maml + "linkText", text), new XElement(Maml + "uri"));

    private static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(text => new XElement(Maml + "para", text));
}
