using System.Reflection;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Amp;
using Rimuru.Core.Adapters.Pi;
using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Discovery;

/// <summary>The agents there are: their names, their kinds of keys, and what a catalog refuses.</summary>
public sealed class AgentCatalogTests
{
    private static readonly IReadOnlyList<AgentAdapter> BuiltIn = AgentCatalog.BuiltIn.Adapters;

    /// <summary>Made from the numbers that kinds had when ledgers were first filled: <c>SHA-256(number, "x")</c>.</summary>
    private static readonly string[] Golden = Documents
        .ReadFile("tests/Rimuru.Core.Tests/Discovery/golden-kinds.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Kinds_of_keys_give_the_keys_that_ledgers_hold()
    {
        string[] now = [.. BuiltIn.SelectMany(adapter => adapter.KeyKinds).Select(kind => $"{kind} {RecordKey.Of(kind, "x")}")];
        foreach (string line in Golden)
            now.ShouldContain(line);
    }

    [Fact]
    public void No_two_kinds_give_the_same_key()
    {
        KeySpace[] kinds = [KeySpace.Session, KeySpace.Name, KeySpace.File, .. BuiltIn.SelectMany(adapter => adapter.KeyKinds)];
        kinds.Select(kind => RecordKey.Of(kind, "x")).ShouldBeUnique();
        kinds.Select(kind => kind.ToString()).ShouldBeUnique();
    }

    [Fact]
    public void An_adapter_declares_every_kind_of_its_folder()
    {
        foreach (AgentAdapter adapter in BuiltIn)
        {
            Type identity = adapter
                .GetType()
                .Assembly.GetType($"{adapter.GetType().Namespace}.{adapter.Name}Identity", throwOnError: true)!;
            IEnumerable<KeySpace> declared = identity
                .GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Where(property => property.PropertyType == typeof(KeySpace))
                .Select(property => (KeySpace)property.GetValue(null)!);
            adapter.KeyKinds.ShouldBe(declared, ignoreOrder: true, customMessage: adapter.Name);
            adapter.KeyKinds.ShouldAllBe(kind => kind.Agent == adapter.Name);
        }
    }

    /// <summary>The first number is that of the oldest kind, and a name's prefix begins with 0.</summary>
    [Fact]
    public void A_kind_without_a_number_hashes_its_name_and_never_meets_a_number()
    {
        RecordKey.Of(new KeySpace("Tiny", "request"), "x").ToString().ShouldBe("fd6c5a2c77305686013212475ab30b1d");
        new KeySpace("Tiny", "request").Prefix.Length.ShouldBe(17);
        new KeySpace("Tiny", "request").Prefix[0].ShouldBe((byte)0);
        foreach (KeySpace kind in BuiltIn.SelectMany(adapter => adapter.KeyKinds))
            (kind.Prefix.Length == 17 ? kind.Prefix[0] == 0 : kind.Prefix[0] > 3).ShouldBeTrue();
    }

    [Fact]
    public void Two_adapters_of_one_name_are_refused_in_any_case_of_letters() =>
        Should
            .Throw<ArgumentException>(() => new AgentCatalog(new PiAdapter(), new Stranger("PI", new KeySpace("PI", "request"))))
            .Message.ShouldContain("PI");

    [Fact]
    public void Two_adapters_with_one_kind_of_key_are_refused() =>
        Should
            .Throw<ArgumentException>(() => new AgentCatalog(new AmpAdapter(), new Stranger("Other", AmpIdentity.Message)))
            .Message.ShouldContain("Amp message");

    [Fact]
    public void An_agent_is_found_by_its_name_in_any_case_of_letters()
    {
        AgentCatalog.BuiltIn.Find("claudecode")!.Name.ShouldBe("ClaudeCode");
        AgentCatalog.BuiltIn.Find("nobody").ShouldBeNull();
    }

    [Fact]
    public void Every_known_type_is_an_agent_of_the_catalog() =>
        typeof(AgentType)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (property.Name, Value: property.GetValue(null)!.ToString()))
            .ShouldAllBe(known => known.Name == known.Value && AgentCatalog.BuiltIn.Names.Contains(known.Name));

    private sealed class Stranger(string name, KeySpace kind) : AgentAdapter
    {
        public override string Name => name;

        public override string DisplayName => name;

        public override AgentProgram Program => new();

        public override IReadOnlyList<KeySpace> KeyKinds => [kind];

        public override int ReaderVersion => 1;

        public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) => [];

        public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => [];

        public override LogReader Open(string path, ReadOnlySpan<byte> state) => throw new NotSupportedException();
    }
}
