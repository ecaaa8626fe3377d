using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Rimuru.PowerShell.Tests;

/// <summary>Holds what the assembly declares against the manifest, the views and the pages. Needs no PowerShell.</summary>
public sealed class SurfaceTests : IDisposable
{
    private const int LongestCmdlet = 150;

    private static readonly string[] ApprovedVerbs =
    [
        "Add", "Backup", "Clear", "Compare", "Convert", "ConvertFrom", "ConvertTo", "Copy", "Disable", "Enable", "Export", "Find", "Get", "Import", "Initialize", "Install", "Invoke",
        "Measure", "New", "Optimize", "Publish", "Register", "Remove", "Reset", "Restore", "Set", "Show", "Start", "Stop", "Sync", "Test", "Uninstall", "Unregister", "Update", "Watch",
    ];

    private readonly ModuleMetadata module = new(Checkout.Path("bin", "Rimuru.dll"));

    public void Dispose() => module.Dispose();

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else()
    {
        Checkout.Exported("CmdletsToExport").Order().ShouldBe(module.Cmdlets().Select(cmdlet => cmdlet.Name).Order());
        foreach (string field in (string[])["FunctionsToExport", "AliasesToExport", "VariablesToExport"]) Checkout.Exported(field).ShouldBeEmpty();
    }

    [Fact]
    public void Names_are_approved_verbs_and_our_noun()
    {
        foreach (CmdletFacts cmdlet in module.Cmdlets())
        {
            ApprovedVerbs.ShouldContain(cmdlet.Verb, cmdlet.Name);
            cmdlet.Name.ShouldMatch("^[A-Z][A-Za-z]+-Rimuru[A-Z][A-Za-z]*$");
            cmdlet.Name.ShouldNotEndWith("s");
            cmdlet.Class.ShouldBe($"Rimuru.Commands.{cmdlet.Name.Replace("-", "", StringComparison.Ordinal)}Command");
        }
    }

    [Fact]
    public void Every_cmdlet_gives_a_type_of_the_abstractions_that_has_a_table_and_a_list()
    {
        XDocument views = XDocument.Load(Checkout.Path("Rimuru.Format.ps1xml"));
        foreach (CmdletFacts cmdlet in module.Cmdlets())
        {
            cmdlet.OutputTypes.ShouldNotBeEmpty(cmdlet.Name);
            foreach (string type in cmdlet.OutputTypes)
            {
                typeof(CostRecord).Assembly.GetType(type).ShouldNotBeNull($"{cmdlet.Name} gives {type}");
                XElement[] own = [.. views.Descendants("View").Where(view => view.Descendants("TypeName").Any(name => name.Value == type))];
                own.Count(view => view.Element("TableControl") is not null).ShouldBe(1, $"tables of {type}");
                own.Count(view => view.Element("ListControl") is not null).ShouldBe(1, $"lists of {type}");
            }
        }
    }

    [Fact]
    public void Views_show_properties_that_exist_in_four_to_nine_columns()
    {
        foreach (XElement view in XDocument.Load(Checkout.Path("Rimuru.Format.ps1xml")).Descendants("View"))
        {
            Type type = typeof(CostRecord).Assembly.GetType(view.Descendants("TypeName").Single().Value).ShouldNotBeNull();
            foreach (XElement property in view.Descendants("PropertyName")) type.GetProperty(property.Value).ShouldNotBeNull($"{type.Name}.{property.Value}");
            foreach (Match used in view.Descendants("ScriptBlock").SelectMany(block => Regex.Matches(block.Value, @"\$_\.([A-Z]\w*)"))) type.GetProperty(used.Groups[1].Value).ShouldNotBeNull(used.Value);
            if (view.Element("TableControl") is not { } table) continue;
            table.Descendants("TableColumnHeader").Count().ShouldBeInRange(4, 9, type.Name);
            table.Descendants("TableColumnItem").Count().ShouldBe(table.Descendants("TableColumnHeader").Count(), type.Name);
        }
    }

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet() =>
        Directory.EnumerateFiles(Checkout.Path("docs", "en-US"), "*-*.md").Select(page => Path.GetFileNameWithoutExtension(page)).Order()
            .ShouldBe(module.Cmdlets().Select(cmdlet => cmdlet.Name).Order());

    [Fact]
    public void Every_page_describes_every_parameter_as_it_is()
    {
        foreach (CmdletFacts cmdlet in module.Cmdlets())
        {
            Dictionary<string, string> sections = Regex.Split(Section(cmdlet.Name, "Parameters"), "(?m)^### -").Skip(1).ToDictionary(part => part.Split('\n')[0].Trim());
            sections.Keys.Order().ShouldBe(cmdlet.Parameters.Select(parameter => parameter.Name).Order(), cmdlet.Name);
            foreach (ParameterFacts parameter in cmdlet.Parameters)
            {
                string? Fact(string name) => Regex.Match(sections[parameter.Name], $@"(?m)^- {name}: (.+)$") is { Success: true } fact ? fact.Groups[1].Value : null;
                string why = $"{cmdlet.Name} -{parameter.Name}";
                Fact("Type").ShouldBe(parameter.Type, why);
                Fact("Aliases").ShouldBe(parameter.Aliases, why);
                Fact("Position").ShouldBe(parameter.Position?.ToString(System.Globalization.CultureInfo.InvariantCulture), why);
                Fact("Required").ShouldBe(parameter.IsMandatory ? "yes" : null, why);
                Fact("Pipeline").ShouldBe(parameter.Pipeline, why);
                Fact("Wildcards").ShouldBe(parameter.HasWildcards ? "yes" : null, why);
            }
        }
    }

    [Fact]
    public void Every_page_has_two_examples_and_names_the_output()
    {
        foreach (CmdletFacts cmdlet in module.Cmdlets())
        {
            Regex.Count(Section(cmdlet.Name, "Examples"), "(?m)^```powershell$").ShouldBeGreaterThanOrEqualTo(2, cmdlet.Name);
            Regex.Matches(Section(cmdlet.Name, "Outputs"), "(?m)^### (.+)$").Select(type => type.Groups[1].Value).ShouldBe(cmdlet.OutputTypes, cmdlet.Name);
            Section(cmdlet.Name, "Syntax").ShouldContain(cmdlet.Name);
        }
    }

    [Fact]
    public void No_exported_type_is_tied_to_the_engine()
    {
        (string Exported, string Uses)[] ties = [.. module.TiesOfExportedTypes()];
        ties.ShouldContain(tie => tie.Uses == "Rimuru.Completion.AgentCompleter", "attribute arguments are not read");
        ties.Where(tie => tie.Uses.StartsWith("Rimuru.Core", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_cmdlet_file_is_short()
    {
        foreach (string path in Directory.EnumerateFiles(Checkout.Path("src", "Rimuru.PowerShell", "Commands"), "*.cs", SearchOption.AllDirectories))
            File.ReadLines(path).Count().ShouldBeLessThan(LongestCmdlet, path);
    }

    [Fact]
    public void The_module_ships_the_engine_apart_and_no_PowerShell()
    {
        Directory.EnumerateFiles(Checkout.Path("bin")).Select(Path.GetFileName).Order().ShouldBe(["Rimuru.Abstractions.dll", "Rimuru.dll"]);
        Directory.EnumerateFiles(Checkout.Path("bin"), "System.*", SearchOption.AllDirectories).ShouldBeEmpty();
        File.Exists(Checkout.Path("bin", "deps", "Rimuru.Core.dll")).ShouldBeTrue();
        File.Exists(Checkout.Path("en-US", "Rimuru.dll-Help.xml")).ShouldBeTrue();
    }

    private static string Section(string cmdlet, string title)
    {
        Match section = Regex.Match(Checkout.Read("docs", "en-US", cmdlet + ".md"), $@"(?ms)^## {title}$(.*?)(?=^## |\z)");
        section.Success.ShouldBeTrue($"{cmdlet}.md has no section {title}");
        return section.Groups[1].Value;
    }
}
