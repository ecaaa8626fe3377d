using System.IO.Compression;
using System.Text;
using Rimuru.Core.Errors;
using Rimuru.Core.Plugins;

namespace Rimuru.Core.Tests.Plugins;

/// <summary>What is installed, refused, granted and removed. Nothing is run here.</summary>
public sealed class RegistryTests : IDisposable
{
    private const string View = "kinds: [View]";

    private readonly PluginHome home = new();

    public static TheoryData<string, string> BadPaths =>
        new()
        {
            { "../evil.ps1", "zip slip" },
            { "/etc/evil.ps1", "absolute" },
            { "a/../../evil.ps1", "inner slip" },
            { "C:/evil.ps1", "drive" },
            { "a\\..\\evil.ps1", "backslash" },
            { "a/b/c/d/e/f/g/h/i/j/k.ps1", "too deep" },
            { "nul\u0001.ps1", "control character" },
            { "dot.", "dot at the end" },
            { "RUN.PS1", "the same in another case" },
        };

    public void Dispose() => home.Dispose();

    [Theory]
    [MemberData(nameof(BadPaths))]
    public void A_package_with_a_path_out_of_its_folder_is_refused(string path, string why)
    {
        string package = Package("bad.zip", zip => Add(zip, path, "x"));
        Refused(package).Code.ShouldBe(ErrorCodes.PluginPackageInvalid, why);
        Nothing();
    }

    [Theory]
    [InlineData(0xA1FF)]
    [InlineData(0x61FF)]
    [InlineData(0x21FF)]
    [InlineData(0x11FF)]
    [InlineData(0xC1FF)]
    public void A_package_with_a_link_or_a_device_is_refused(int mode)
    {
        string package = Package("link.zip", zip => Add(zip, "link", "/etc/passwd").ExternalAttributes = mode << 16);
        Refused(package).Code.ShouldBe(ErrorCodes.PluginPackageInvalid);
        Nothing();
    }

    [Fact]
    public void A_package_with_too_much_is_refused_whatever_sizes_it_tells()
    {
        Refused(Package("many.zip", zip => Enumerable.Range(0, 600).ToList().ForEach(i => Add(zip, $"f{i}", ""))))
            .Message.ShouldContain("more than 500 files");
        Refused(
            Package(
                "bomb.zip",
                zip =>
                {
                    using Stream content = zip.CreateEntry("zeros").Open();
                    byte[] zeros = new byte[1 << 20];
                    for (int i = 0; i < 80; i++)
                        content.Write(zeros);
                }
            )
        )
            .Message.ShouldContain("MB");
        Nothing();
    }

    [Fact]
    public void A_folder_with_a_link_or_a_pipe_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights, links and programs are as on Unix.");
        string folder = home.Script("linked", View, "");
        File.CreateSymbolicLink(Path.Combine(folder, "passwd"), "/etc/passwd");
        Refused(folder).Message.ShouldContain("passwd is a link");
        File.Delete(Path.Combine(folder, "passwd"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "etc"), "/etc");
        Refused(folder).Message.ShouldContain("etc is a link");
        Nothing();
    }

    [Fact]
    public void Folder_zip_and_package_install_the_same()
    {
        string folder = home.Script("same", View, "function Show-PluginView {}");
        string[] sources =
        [
            folder,
            Zip(folder, "same.zip", ""),
            Zip(folder, "repository.zip", "same-main/"),
            Zip(folder, "same.nupkg", "", ("same.nuspec", "<package/>"), ("_rels/.rels", "x"), ("[Content_Types].xml", "x")),
        ];
        foreach (string source in sources)
        {
            Plugin plugin = home.Install(source);
            (plugin.Id, plugin.State).ShouldBe(("same", PluginState.Enabled), source);
            Directory.GetFiles(plugin.Folder).Select(Path.GetFileName).Order().ShouldBe(["plugin.yaml", "run.ps1"]);
            Directory.GetDirectories(Path.GetDirectoryName(plugin.Folder)!).Length.ShouldBe(1, source);
        }
    }

    [Fact]
    public void What_came_from_a_repository_of_PowerShell_is_updated_there_or_from_a_package()
    {
        string folder = home.Script("same", View, "function Show-PluginView {}");
        using PluginService service = home.Service();
        PluginOrigin origin = new("Contoso", "Contoso.Same");
        Plugin plugin;
        using (PluginOffer offer = service.Catalog.Offer(folder, origin))
            plugin = service.Catalog.Install(offer, allowUnconfined: false);
        PluginOrigin.Of(plugin.Source).ShouldBe(origin);
        PluginOrigin.Of(folder).ShouldBeNull();
        RimuruException e = Should.Throw<RimuruException>(() => service.Catalog.OfferUpdate(plugin, null));
        (e.Code, e.Message.Contains("update it in PowerShell", StringComparison.Ordinal)).ShouldBe(("E10011", true));
        using PluginOffer update = service.Catalog.OfferUpdate(plugin, folder);
        service.Catalog.Install(update, allowUnconfined: false).Source.ShouldBe(Path.GetFullPath(folder));
    }

    [Theory]
    [InlineData("run.ps1", "changed")]
    [InlineData("plugin.yaml", "changed")]
    [InlineData("new.ps1", "added")]
    public void A_plugin_whose_files_change_is_not_run_until_it_is_granted_again(string file, string how)
    {
        string folder = home.Script("stable", View, "function Show-PluginView {}");
        Plugin plugin = home.Install(folder);
        File.AppendAllText(Path.Combine(plugin.Folder, file), "\n# more\n");
        using PluginService service = home.Service();
        service.Catalog.All().Single().State.ShouldBe(PluginState.Changed, how);
        RimuruException error = Should.Throw<RimuruException>(() => service.Catalog.Use("stable"));
        (error.Code, error.Message.Contains(file, StringComparison.Ordinal)).ShouldBe((ErrorCodes.PluginNotGranted, true));
        home.Install(folder).State.ShouldBe(PluginState.Enabled);
        service.Catalog.Use("stable").Manifest.Id.ShouldBe("stable");
    }

    [Fact]
    public void Plugins_are_disabled_enabled_and_removed()
    {
        home.Install(home.Script("one", View, ""));
        using PluginService service = home.Service();
        service.Catalog.Switch("one", isEnabled: false).State.ShouldBe(PluginState.Disabled);
        Should.Throw<RimuruException>(() => service.Catalog.Use("one")).Code.ShouldBe(ErrorCodes.PluginDisabled);
        service.Catalog.Switch("one", isEnabled: true).State.ShouldBe(PluginState.Enabled);
        Should.Throw<RimuruException>(() => service.Catalog.Use("one", PluginKind.Agent)).Code.ShouldBe(ErrorCodes.PluginDisabled);
        string folder = service.Catalog.All().Single().Folder;
        service.Catalog.Uninstall("one");
        Directory.Exists(folder).ShouldBeFalse();
        Should.Throw<RimuruException>(() => service.Catalog.Named("one")).Code.ShouldBe(ErrorCodes.PluginNotFound);
    }

    [Fact]
    public void Needs_of_plugins_are_named_where_they_are_not_met()
    {
        Failure("top", "dependencies:\n  base: ^1.0").ShouldContain("base ^1.0, which is not installed");
        home.Install(home.Script("base", View, ""));
        home.Install(home.Script("top", View + "\ndependencies:\n  base: ^1.0", ""));
        Failure("other", "dependencies:\n  base: '>=2.0 <3.0'").ShouldContain("base is 1.0.0");
        Failure("base", "dependencies:\n  top: '*'").ShouldContain("circle: base needs top needs base");
        string next = home.Script("base", View, "");
        File.WriteAllText(Path.Combine(next, "plugin.yaml"), "id: base\nversion: 2.0.0\nentry: run.ps1\n" + View);
        Refused(next).Message.ShouldContain("top needs base ^1.0, and base is 2.0.0");
        using PluginService service = home.Service();
        Should.Throw<RimuruException>(() => service.Catalog.Uninstall("base")).Code.ShouldBe(ErrorCodes.PluginConflict);
        Should.Throw<RimuruException>(() => service.Catalog.Switch("base", isEnabled: false)).Message.ShouldContain("top need");
    }

    [Theory]
    [InlineData("agent:\n  name: ClaudeCode\n  folders: [~/.x]", "Agent", "ClaudeCode")]
    public void A_name_that_is_taken_is_refused(string part, string kind, string name) =>
        Refused(home.Script("taken", $"kinds: [{kind}]\n{part}", "")).Message.ShouldContain(name);

    [Fact]
    public void A_plugin_may_not_take_the_name_of_a_format() =>
        Refused(home.Script("csv", "kinds: [Exporter]", "")).Code.ShouldBe(ErrorCodes.PluginConflict);

    [Fact]
    public void A_list_that_others_can_write_counts_for_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights, links and programs are as on Unix.");
        Plugin plugin = home.Install(home.Script("one", View, ""));
        string list = Path.Combine(Path.GetDirectoryName(plugin.Folder)!, "registry.json");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(list, (UnixFileMode)0b110_110_110);
        using PluginService service = home.Service();
        Should.Throw<RimuruException>(() => service.Catalog.All()).Code.ShouldBe(ErrorCodes.PluginRegistryInvalid);
    }

    private string Failure(string id, string dependencies) => Refused(home.Script(id, $"{View}\n{dependencies}", "")).Message;

    private RimuruException Refused(string source) => Should.Throw<RimuruException>(() => home.Install(source).ToString());

    private void Nothing()
    {
        using PluginService service = home.Service();
        service.Catalog.All().ShouldBeEmpty();
        string folder = new Core.Config.ConfigPaths(home.Environment).PluginFolder;
        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
    }

    private string Package(string name, Action<ZipArchive> add)
    {
        string path = home.Home.In(name);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(zip, "plugin.yaml", $"id: evil\nversion: 1.0.0\nentry: run.ps1\n{View}");
        Add(zip, "run.ps1", "");
        add(zip);
        return path;
    }

    private string Zip(string folder, string name, string prefix, params (string Name, string Text)[] more)
    {
        string path = home.Home.In(name);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (string file in Directory.GetFiles(folder))
            Add(zip, prefix + Path.GetFileName(file), File.ReadAllText(file));
        foreach ((string other, string text) in more)
            Add(zip, other, text);
        return path;
    }

    private static ZipArchiveEntry Add(ZipArchive zip, string name, string text)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name);
        using Stream content = entry.Open();
        content.Write(Encoding.UTF8.GetBytes(text));
        return entry;
    }
}
