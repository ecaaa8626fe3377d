namespace Rimuru.Core.Tests.Architecture;

/// <summary>The walls between the rooms, read from the compiled assemblies.</summary>
public sealed class WallTests
{
    /// <summary>A room, and those that it may know: the table of <c>docs/architecture.md</c>.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Files"] = [],
        ["Text"] = [],
        ["Config"] = ["Files", "Errors"],
        ["Errors"] = [],
        ["Records"] = [],
        ["Sqlite"] = ["Files"],
        ["Formats"] = ["Files", "Sqlite"],
        ["AdapterContract"] = ["Files", "Formats", "Records", "Errors", "Config"],
        ["Ingest"] = ["Files", "AdapterContract", "Formats", "Records", "Sqlite", "Store", "Errors", "Config"],
        ["Adapters"] = ["Files", "AdapterContract", "Formats", "Records", "Sqlite", "Config"],
        ["Discovery"] = ["Files", "Adapters", "AdapterContract", "Formats", "Records", "Config"],
        ["Pricing"] = ["Files", "Records", "Errors"],
        ["Store"] = ["Files", "Records", "Sqlite", "Errors", "Config"],
        ["ModelCatalog"] = ["Pricing", "Store", "Records", "Errors", "Config"],
        ["Reports"] = ["Store", "Records", "Errors"],
        ["Schedules"] = ["Text", "Files", "Errors", "Config"],
        ["Tracking"] = ["Files", "Discovery", "Ingest", "AdapterContract", "Formats", "Records", "Pricing", "Reports", "Errors", "Config"],
    };

    private static readonly (string Room, string[] Forbidden)[] Walls =
        [.. Allowed.Select(room => (room.Key, Allowed.Keys.Except([room.Key, .. room.Value]).ToArray()))];

    private static readonly string Core = typeof(RimuruEngine).Assembly.Location;

    [Fact]
    public void No_room_knows_one_that_it_must_not() => Broken(Walls).ShouldBeEmpty();

    [Fact]
    public void Every_type_of_the_engine_lies_in_a_room_or_composes_them()
    {
        using References core = new(Core);
        core.Uses.Keys.Where(type => type.StartsWith("Rimuru.Core.", StringComparison.Ordinal) && !Allowed.Keys.Any(room => IsIn(type, room)))
            .ShouldBe(["Rimuru.Core.EngineOptions", "Rimuru.Core.RimuruEngine"], ignoreOrder: true);
    }

    /// <summary>The proof that the test above sees: these edges are there.</summary>
    [Theory]
    [InlineData("Adapters", "Formats", "Rimuru.Core.Adapters.Codex.CodexReader uses Rimuru.Core.Formats.Json")]
    [InlineData("Discovery", "Adapters", "Rimuru.Core.Discovery.AgentScanner uses Rimuru.Core.Adapters.Codex.CodexAdapter")]
    [InlineData("Reports", "Store", "Rimuru.Core.Reports.UsageReport uses Rimuru.Core.Store.Contracts.ILedgerQueries")]
    [InlineData("Ingest", "Store", "Rimuru.Core.Ingest.IngestPipeline uses Rimuru.Core.Store.Contracts.ILedgerWriter")]
    public void An_edge_that_is_there_is_found(string from, string to, string edge) => Broken([(from, [to])]).ShouldContain(edge);

    [Fact]
    public void The_engine_knows_neither_a_shell_nor_the_console()
    {
        using References core = new(Core);
        core.Assemblies.ShouldNotContain("System.Console");
        core.Assemblies.ShouldNotContain(name => name.StartsWith("System.Management.Automation", StringComparison.Ordinal));
        core.Uses.Values.ShouldAllBe(used => !used.Contains("System.Console"));
    }

    [Fact]
    public void What_users_touch_needs_no_package_and_not_the_engine()
    {
        using References abstractions = new(typeof(CostRecord).Assembly.Location);
        abstractions.Assemblies.ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void One_room_alone_knows_the_native_sqlite()
    {
        using References core = new(Core);
        core.Uses.Where(type => type.Value.Any(used => used == "Rimuru.Core.Sqlite.SqliteNative")).Select(type => type.Key)
            .ShouldAllBe(name => IsIn(name, "Sqlite"));
    }

    [Theory]
    [InlineData("Sqlite", "Postgres")]
    [InlineData("Postgres", "Sqlite")]
    public void One_room_alone_knows_what_keeps_the_ledger(string kind, string other)
    {
        using References core = new(Core);
        core.Uses.Where(type => type.Value.Any(used => IsIn(used, "Store." + kind))).Select(type => type.Key).ShouldAllBe(name => IsIn(name, "Store") && !IsIn(name, "Store." + other));
        core.Uses["Rimuru.Core.Store.LedgerStore"].ShouldContain($"Rimuru.Core.Store.{kind}.{kind}Ledger");
    }

    [Fact]
    public void One_room_alone_knows_the_packages_of_the_server()
    {
        using References core = new(Core);
        string[] users = [.. core.Uses.Where(type => type.Value.Any(used => used.StartsWith("Npgsql.", StringComparison.Ordinal))).Select(type => type.Key)];
        users.ShouldAllBe(name => IsIn(name, "Store.Postgres"));
        users.ShouldContain("Rimuru.Core.Store.Postgres.PostgresConnection");
    }

    [Fact]
    public void The_engine_shows_nothing_to_others()
    {
        Type[] exported = typeof(RimuruEngine).Assembly.GetExportedTypes();
        exported.ShouldBeEmpty();
    }

    private static List<string> Broken((string Room, string[] Forbidden)[] walls)
    {
        using References core = new(Core);
        return
        [
            .. from wall in walls
               from type in core.Uses
               where IsIn(type.Key, wall.Room)
               from used in type.Value
               where wall.Forbidden.Any(room => IsIn(used, room))
               orderby type.Key, used
               select $"{type.Key} uses {used}",
        ];
    }

    private static bool IsIn(string type, string room) => type.StartsWith($"Rimuru.Core.{room}.", StringComparison.Ordinal);
}
