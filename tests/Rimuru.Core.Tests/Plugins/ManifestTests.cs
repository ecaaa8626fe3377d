using Rimuru.Core.Errors;
using Rimuru.Core.Plugins;

namespace Rimuru.Core.Tests.Plugins;

/// <summary>What a <c>plugin.yaml</c> may say; each error names its line.</summary>
public sealed class ManifestTests
{
    private const string Head = "id: one\nversion: 1.0.0\nkinds: [View]\nentry: run.ps1\n";

    [Fact]
    public void A_full_manifest_is_read()
    {
        PluginManifest manifest = Read(
            """
            id: full
            version: 1.2.3-beta.1
            kinds: [exporter, Notifier, Agent, View]
            entry: full.dll
            type: Full.Plugin
            rimuru: 0.1.0
            needs:
              read: [~/.acme]
              hosts: [Hooks.example.com:443, "[::1]:80"]
              memory_mb: 64
            dependencies:
              base: ^1.0
            exporter:
              extensions: .tsv
            agent:
              name: Acme
              folders: [~/.acme]
            view:
              by: [day, Model]
            """
        );
        manifest.Kind.ShouldBe([PluginKind.Exporter, PluginKind.Notifier, PluginKind.Agent, PluginKind.View]);
        (manifest.Version, manifest.Language, manifest.TypeName).ShouldBe(("1.2.3-beta.1", PluginLanguage.CSharp, "Full.Plugin"));
        manifest.Needs.Host.ShouldBe(["hooks.example.com:443", "[::1]:80"]);
        manifest.Needs.MemoryMegabytes.ShouldBe(64);
        manifest.Dependency.ShouldBe([new PluginDependency("base", "^1.0")]);
        (manifest.Agent!.Name, manifest.Exporter!.Extension[0]).ShouldBe(("Acme", ".tsv"));
        manifest.View!.By.ShouldBe([CostGrouping.Day, CostGrouping.Model]);
    }

    [Theory]
    [InlineData("id: One\nversion: 1.0.0\nkinds: [View]\nentry: a.ps1", 1, "no id")]
    [InlineData("id: one\nversion: 1.0\nkinds: [View]\nentry: a.ps1", 2, "semantic version")]
    [InlineData("id: one\nversion: 1.0.0\nkinds: [Viwe]\nentry: a.ps1", 3, "View")]
    [InlineData("id: one\nversion: 1.0.0\nkinds: [View]\nentry: ../a.ps1", 4, "entry")]
    [InlineData("id: one\nversion: 1.0.0\nkinds: [View]\nentry: a.dll", 4, "type is missing")]
    [InlineData(Head + "versoin: 2.0.0", 5, "'version'")]
    [InlineData(Head + "id: two", 5, "second time")]
    [InlineData(Head + "needs:\n  hosts: [example.com]", 6, "host and a port")]
    [InlineData(Head + "needs:\n  read: [/]", 6, "whole disk")]
    [InlineData(Head + "needs:\n  write: [~/../x]", 6, "without ..")]
    [InlineData(Head + "needs:\n  read:\n    - ~/a\n    - relative", 8, "absolute")]
    [InlineData(Head + "needs:\n  cpu_seconds: many", 6, "whole number")]
    [InlineData(Head + "dependencies:\n  base: one", 6, "range")]
    [InlineData(Head + "agent:\n  name: Acme", 5, "kinds does not have")]
    [InlineData(Head + "description: \"a\\eb\"", 5, "control characters")]
    [InlineData("id: one\n\tversion: 1", 2, "tab")]
    public void An_error_names_the_line(string text, int line, string problem)
    {
        RimuruException error = Should.Throw<RimuruException>(() => Read(text));
        error.Code.ShouldBe(ErrorCodes.PluginManifestInvalid);
        error.Message.ShouldContain($"plugin.yaml:{line}:");
        error.Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData("^1.2", "1.2.0 1.9.9", "1.1.9 2.0.0 2.0.0-rc.1")]
    [InlineData("^0.2.1", "0.2.1 0.2.9", "0.3.0 0.2.0")]
    [InlineData("~1.2.3", "1.2.3 1.2.9", "1.3.0 1.2.2")]
    [InlineData(">=1.0 <2.0", "1.0.0 1.99.0", "0.9.0 2.0.0")]
    [InlineData("1.2.3", "1.2.3 1.2.3+build", "1.2.4 1.2.3-rc.1")]
    [InlineData("*", "0.0.1 9.9.9", "")]
    public void A_range_has_the_versions_that_it_should(string range, string inside, string outside)
    {
        VersionRange read = VersionRange.Parse(range)!;
        Array.ForEach(Split(inside), version => read.Has(SemanticVersion.Parse(version)!).ShouldBeTrue(version));
        Array.ForEach(Split(outside), version => read.Has(SemanticVersion.Parse(version)!).ShouldBeFalse(version));
    }

    /// <summary>The order that semver.org gives as its example.</summary>
    [Fact]
    public void Versions_have_the_order_of_semantic_versioning()
    {
        string[] ordered = Split(
            "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.10.0 2.0.0"
        );
        ordered.OrderDescending(StringComparer.Ordinal).OrderBy(SemanticVersion.Parse).ShouldBe(ordered);
        foreach (string wrong in Split("1 1.0 01.0.0 1.0.0- 1.0.0-a..b 1.0.x v1.0.0 1.0.0.0"))
            SemanticVersion.Parse(wrong).ShouldBeNull(wrong);
    }

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static PluginManifest Read(string text) => ManifestReader.Read("plugin.yaml", text);
}
