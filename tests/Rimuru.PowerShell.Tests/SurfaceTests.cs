using System.Text.RegularExpressions;
using System.Xml.Linq;
using HelpWriter;
using Rimuru.Core.Parameters;

namespace Rimuru.PowerShell.Tests;

/// <summary>Holds what the assembly declares against the manifest, the views and the pages. Needs no PowerShell.</summary>
public sealed class SurfaceTests
{
    private const int LongestCmdlet = 150;

    private static readonly string[] ApprovedVerbs =
    [
        "Add",
        "Backup",
        "Clear",
        "Compare",
        "Convert",
        "ConvertFrom",
        "ConvertTo",
        "Copy",
        "Disable",
        "Enable",
        "Export",
        "Find",
        "Get",
        "Import",
        "Initialize",
        "Install",
        "Invoke",
        "Measure",
        "New",
        "Optimize",
        "Publish",
        "Register",
        "Remove",
        "Reset",
        "Restore",
        "Set",
        "Show",
        "Start",
        "Stop",
        "Sync",
        "Test",
        "Uninstall",
        "Unregister",
        "Update",
        "Watch",
    ];

    private static readonly string Module = Checkout.Path("bin", "Rimuru.dll");
    private static readonly IReadOnlyList<CmdletFacts> Cmdlets = CmdletReader.Read(Module);

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else()
    {
        Checkout.Exported("CmdletsToExport").Order().ShouldBe(Cmdlets.Select(cmdlet => cmdlet.Name).Order());
        foreach (string field in (string[])["FunctionsToExport", "AliasesToExport", "VariablesToExport"])
            Checkout.Exported(field).ShouldBeEmpty();
    }

    [Fact]
    public void Names_are_approved_verbs_and_our_noun()
    {
        foreach (CmdletFacts cmdlet in Cmdlets)
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
        foreach (CmdletFacts cmdlet in Cmdlets)
        {
            cmdlet.OutputTypes.ShouldNotBeEmpty(cmdlet.Name);

            // A plugin decides what its view is made of, and a new one is files.
            if (cmdlet.Name is "Get-RimuruView" or "New-RimuruPlugin")
                continue;

            // With -Quiet a Test cmdlet gives only true or false.
            string boolean = typeof(bool).FullName!;
            if (cmdlet.OutputTypes.Contains(boolean))
                cmdlet.Name.ShouldStartWith("Test-");

            // An export gives a file.
            string nothing = typeof(void).FullName!;
            if (cmdlet.OutputTypes.Contains(nothing))
                cmdlet.Name.ShouldStartWith("Export-");

            // A chart is lines of text.
            string line = typeof(string).FullName!;
            if (cmdlet.OutputTypes.Contains(line))
                cmdlet.Name.ShouldStartWith("Show-");
            foreach (string type in cmdlet.OutputTypes.Where(type => type != boolean && type != nothing && type != line))
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
            Type type = typeof(CostRecord).Assembly.GetType(view.Descendants("TypeName").Single().Value.Split('#')[0]).ShouldNotBeNull();
            foreach (XElement property in view.Descendants("PropertyName"))
                type.GetProperty(property.Value).ShouldNotBeNull($"{type.Name}.{property.Value}");
            foreach (Match used in view.Descendants("ScriptBlock").SelectMany(block => Regex.Matches(block.Value, @"\$_\.([A-Z]\w*)")))
                type.GetProperty(used.Groups[1].Value).ShouldNotBeNull(used.Value);
            if (view.Element("TableControl") is not { } table)
                continue;
            table.Descendants("TableColumnHeader").Count().ShouldBeInRange(4, 9, type.Name);
            table.Descendants("TableColumnItem").Count().ShouldBe(table.Descendants("TableColumnHeader").Count(), type.Name);
        }
    }

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet() =>
        PagePaths().Select(page => Path.GetFileNameWithoutExtension(page)).Order().ShouldBe(Cmdlets.Select(cmdlet => cmdlet.Name).Order());

    [Fact]
    public void The_overview_names_every_cmdlet()
    {
        string[] lines = File.ReadAllLines(Checkout.Path("docs", "en-US", "about_Rimuru.md"));
        lines
            .Where(line => line.StartsWith("- ", StringComparison.Ordinal) && line.Contains("-Rimuru", StringComparison.Ordinal))
            .Select(line => line[2..])
            .Where(name => !name.Contains(' ', StringComparison.Ordinal))
            .Order()
            .ShouldBe(Cmdlets.Select(cmdlet => cmdlet.Name).Order());
    }

    [Fact]
    public void Parameters_that_cmdlets_share_are_the_same_in_all_of_them()
    {
        foreach ((CmdletFacts cmdlet, ParameterFacts parameter, SharedParameter shared) in Shared())
        {
            string why = $"{cmdlet.Name} -{parameter.Name}";
            parameter.Type.ShouldBe(shared.Type, why);
            parameter.Aliases.ShouldBe(shared.Aliases, why);
            parameter.HasWildcards.ShouldBe(shared.HasWildcards, why);
            if (shared.Position is { } position)
                parameter.Uses.ShouldAllBe(use => (use.Position ?? SharedParameter.Named) == position, why);
        }
    }

    [Fact]
    public void Every_shared_parameter_is_one_of_a_cmdlet_and_has_two_uses()
    {
        foreach (SharedParameter shared in SharedParameters.All)
            (Shared().Count(use => use.Shared == shared) + (shared.Option is null ? 0 : 1)).ShouldBeGreaterThanOrEqualTo(
                shared == SharedParameters.Destination ? 1 : 2,
                shared.Name
            );
    }

    [Fact]
    public void No_parameter_is_described_in_the_same_words_on_two_pages()
    {
        IEnumerable<string> texts = Pages()
            .SelectMany(page => page.Parameters)
            .Where(text => text.Description.Count > 0)
            .Select(text => $"-{text.Name}: {string.Join(' ', text.Description)}");
        texts.GroupBy(text => text).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("### -Path", "### -Paht", "Backup-RimuruStore.md: Backup-RimuruStore has no parameter -Paht.")]
    [InlineData("### -Path", "### -Database", "Backup-RimuruStore.md says nothing of -Path")]
    [InlineData("# Backup-RimuruStore", "# Backup-RimuruShop", "Backup-RimuruStore.md: there is no cmdlet Backup-RimuruShop.")]
    [InlineData("## Examples", "## Syntax", "a page has no section 'Syntax'")]
    [InlineData("### -Force", "- Type: String\n\n### -Force", "-Path: 'Type' is read from the assembly")]
    public void A_page_that_is_not_of_its_cmdlet_is_refused(string old, string other, string error)
    {
        string folder = Directory.CreateTempSubdirectory("rimuru-help-").FullName;
        try
        {
            foreach (string page in PagePaths())
                File.Copy(page, Path.Combine(folder, Path.GetFileName(page)));
            string changed = Path.Combine(folder, "Backup-RimuruStore.md");
            File.WriteAllText(changed, new Regex(Regex.Escape(old)).Replace(File.ReadAllText(changed), other, 1));
            Should
                .Throw<FormatException>(() => CmdletHelp.Join(Cmdlets, [.. Directory.GetFiles(folder).Select(PageReader.Read)]))
                .Message.ShouldContain(error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_page_has_two_examples_and_names_the_output()
    {
        foreach (CmdletFacts cmdlet in Cmdlets)
        {
            Regex.Count(Section(cmdlet.Name, "Examples"), "(?m)^```powershell$").ShouldBeGreaterThanOrEqualTo(2, cmdlet.Name);
            Regex
                .Matches(Section(cmdlet.Name, "Outputs"), "(?m)^### (.+)$")
                .Select(type => type.Groups[1].Value)
                .ShouldBe(cmdlet.OutputTypes, cmdlet.Name);
        }
    }

    [Fact]
    public void No_exported_type_is_tied_to_the_engine()
    {
        (string Exported, string Uses)[] ties = [.. ExportedTies.Of(Module)];
        ties.ShouldContain(tie => tie.Uses == "Rimuru.Completion.AgentCompleter", "attribute arguments are not read");
        ties.Where(tie => tie.Uses.StartsWith("Rimuru.Core", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_cmdlet_file_is_short()
    {
        foreach (
            string path in Directory.EnumerateFiles(
                Checkout.Path("src", "Rimuru.PowerShell", "Commands"),
                "*.cs",
                SearchOption.AllDirectories
            )
        )
            File.ReadLines(path).Count().ShouldBeLessThan(LongestCmdlet, path);
    }

    [Fact]
    public void The_module_ships_the_engine_apart_and_no_PowerShell()
    {
        Directory.EnumerateFiles(Checkout.Path("bin")).Select(Path.GetFileName).Order().ShouldBe(["Rimuru.Abstractions.dll", "Rimuru.dll"]);
        Directory
            .EnumerateFiles(Checkout.Path("bin"), "System.*", SearchOption.AllDirectories)
            .Select(Path.GetFileName)
            .ShouldBe(["System.Formats.Asn1.dll"]); // which reads the certificates of relays of mail
        File.Exists(Checkout.Path("bin", "deps", "Rimuru.Core.dll")).ShouldBeTrue();
        File.Exists(Checkout.Path("en-US", "Rimuru.dll-Help.xml")).ShouldBeTrue();
    }

    private static IEnumerable<(CmdletFacts Cmdlet, ParameterFacts Parameter, SharedParameter Shared)> Shared() =>
        from cmdlet in Cmdlets
        from parameter in cmdlet.Parameters
        let shared = SharedParameters.Find(cmdlet.Name, parameter.Name, parameter.IsRequired)
        where shared is not null
        select (cmdlet, parameter, shared);

    private static IEnumerable<string> PagePaths() => Directory.EnumerateFiles(Checkout.Path("docs", "en-US"), "*-*.md");

    private static IEnumerable<CmdletPage> Pages() => PagePaths().Select(PageReader.Read);

    private static string Section(string cmdlet, string title)
    {
        Match section = Regex.Match(Checkout.Read("docs", "en-US", cmdlet + ".md"), $@"(?ms)^## {title}$(.*?)(?=^## |\z)");
        section.Success.ShouldBeTrue($"{cmdlet}.md has no section {title}");
        return section.Groups[1].Value;
    }
}
