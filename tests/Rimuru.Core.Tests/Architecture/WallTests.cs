namespace Rimuru.Core.Tests.Architecture;

/// <summary>The walls between the rooms, read from the compiled assemblies.</summary>
public sealed class WallTests
{
    private static readonly string[] Rooms = ["Adapters", "Config", "Discovery", "Errors", "Ingest", "Pricing", "Records", "Reports", "Sqlite", "Store"];

    /// <summary>A room, and those that it must not know.</summary>
    private static readonly (string Room, string[] Forbidden)[] Walls =
    [
        ("Adapters", ["Store", "Reports", "Pricing", "Discovery"]),
        ("Store", ["Adapters", "Ingest", "Reports", "Pricing", "Discovery"]),
        ("Pricing", ["Store", "Ingest", "Adapters", "Reports"]),
        ("Sqlite", [.. Rooms.Except(["Sqlite", "Errors"])]),
        ("Config", [.. Rooms.Except(["Config", "Errors"])]),
        ("Errors", [.. Rooms.Except(["Errors"])]),
        ("Records", [.. Rooms.Except(["Records"])]),
        ("Reports", ["Adapters", "Ingest"]),
        ("Ingest", ["Adapters", "Reports"]),
    ];

    private static readonly string Core = typeof(RimuruEngine).Assembly.Location;

    [Fact]
    public void No_room_knows_one_that_it_must_not() => Broken(Walls).ShouldBeEmpty();

    /// <summary>The proof that the test above sees: these edges are there.</summary>
    [Theory]
    [InlineData("Adapters", "Ingest", "Rimuru.Core.Adapters.Codex.CodexReader uses Rimuru.Core.Ingest.Json")]
    [InlineData("Discovery", "Adapters", "Rimuru.Core.Discovery.AgentScanner uses Rimuru.Core.Adapters.Codex.CodexAdapter")]
    [InlineData("Reports", "Store", "Rimuru.Core.Reports.UsageReport uses Rimuru.Core.Store.Sqlite.SqliteQueries")]
    [InlineData("Ingest", "Store", "Rimuru.Core.Ingest.IngestPipeline uses Rimuru.Core.Store.Sqlite.SqliteLedgerWriter")]
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
        core.Uses.Where(type => type.Value.Any(used => used.StartsWith("SQLitePCL.", StringComparison.Ordinal))).Select(type => type.Key)
            .ShouldAllBe(name => IsIn(name, "Sqlite"));
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
