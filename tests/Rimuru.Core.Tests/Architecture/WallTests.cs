namespace Rimuru.Core.Tests.Architecture;

/// <summary>The walls between the rooms, read from the compiled assemblies.</summary>
public sealed class WallTests
{
    /// <summary>A room, and those that it may know: the table of <c>docs/architecture.md</c>.</summary>
    private static readonly Dictionary<string, string[]> Allowed = Documents
        .Table(Documents.Read("architecture.md"), "room")
        .ToDictionary(row => row[0].Trim('`').Split('/')[0], row => row.Length < 3 ? [] : row[2].Split(", "));

    private static readonly (string Room, string[] Forbidden)[] Walls =
    [
        .. Allowed.Select(room => (room.Key, Allowed.Keys.Except([room.Key, .. room.Value]).ToArray())),
    ];

    private static readonly string Core = typeof(RimuruEngine).Assembly.Location;

    [Fact]
    public void No_room_knows_one_that_it_must_not() => Broken(Walls).ShouldBeEmpty();

    [Fact]
    public void Every_folder_of_the_engine_is_a_room_of_the_page()
    {
        string core = Documents.PathOf("src/Rimuru.Core");
        Directory
            .EnumerateDirectories(core)
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => name is not ("bin" or "obj"))
            .ShouldBe(Allowed.Keys, ignoreOrder: true);
        Allowed.Values.SelectMany(rooms => rooms).Distinct().ShouldBeSubsetOf(Allowed.Keys);
    }

    [Fact]
    public void Every_door_of_the_engine_is_a_class_of_the_room_that_the_page_names()
    {
        foreach (string[] row in Documents.Table(Documents.Read("architecture.md"), "door"))
        {
            Type? door = typeof(RimuruEngine).GetProperty(row[0].Trim('`').Split('.')[1])?.PropertyType;
            door?.FullName.ShouldBe("Rimuru.Core." + row[1].Trim('`').Replace('/', '.'));
            door.ShouldNotBeNull(row[0]);
        }
    }

    [Fact]
    public void Every_type_of_the_engine_lies_in_a_room_or_composes_them()
    {
        using References core = new(Core);
        core.Uses.Keys.Where(type =>
                type.StartsWith("Rimuru.Core.", StringComparison.Ordinal) && !Allowed.Keys.Any(room => IsIn(type, room))
            )
            .ShouldBe(["Rimuru.Core.EngineOptions", "Rimuru.Core.RimuruEngine"], ignoreOrder: true);
    }

    /// <summary>The proof that the test above sees: these edges are there.</summary>
    [Theory]
    [InlineData("Adapters", "Formats", "Rimuru.Core.Adapters.Codex.CodexReader uses Rimuru.Core.Formats.LineJson")]
    [InlineData("Discovery", "Adapters", "Rimuru.Core.Discovery.AgentCatalog uses Rimuru.Core.Adapters.Codex.CodexAdapter")]
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

    /// <summary>A record that one of the rooms which use it could own, because the others may know that room, belongs there.</summary>
    [Fact]
    public void Records_keeps_only_what_no_other_room_could_own()
    {
        using References core = new(Core);
        ILookup<string, string> users = core
            .Uses.SelectMany(type =>
                type.Value.Where(used => used != type.Key && IsIn(used, "Records")).Select(used => (Record: used, Room: RoomOf(type.Key)))
            )
            .Where(use => use.Room is not null)
            .ToLookup(use => use.Record, use => use.Room!);
        users.Count.ShouldBeGreaterThan(20);
        users
            .SelectMany(record =>
                record
                    .Where(owner => owner != "Records" && record.All(room => room == owner || Allowed[room].Contains(owner)))
                    .Distinct()
                    .Select(owner => $"{record.Key} belongs to {owner}")
            )
            .ShouldBeEmpty();
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
        core.Uses.Where(type => type.Value.Any(used => used == "Rimuru.Core.Sqlite.SqliteNative"))
            .Select(type => type.Key)
            .ShouldAllBe(name => IsIn(name, "Sqlite"));
    }

    [Fact]
    public void One_room_alone_starts_programs()
    {
        using References core = new(Core);
        core.Uses.Where(type => type.Value.Contains("System.Diagnostics.ProcessStartInfo"))
            .Select(type => type.Key.Split('+')[0])
            .Distinct()
            .ShouldBe(["Rimuru.Core.Processes.ChildProcess", "Rimuru.Core.Processes.KeptProcess"]);
    }

    [Theory]
    [InlineData("Sqlite", "Postgres")]
    [InlineData("Postgres", "Sqlite")]
    public void One_room_alone_knows_what_keeps_the_ledger(string kind, string other)
    {
        using References core = new(Core);
        core.Uses.Where(type => type.Value.Any(used => IsIn(used, "Store." + kind)))
            .Select(type => type.Key)
            .ShouldAllBe(name => IsIn(name, "Store") && !IsIn(name, "Store." + other));
        core.Uses["Rimuru.Core.Store.LedgerStore"].ShouldContain($"Rimuru.Core.Store.{kind}.{kind}Store");
    }

    [Fact]
    public void One_room_alone_knows_the_packages_of_the_server()
    {
        using References core = new(Core);
        string[] users =
        [
            .. core
                .Uses.Where(type => type.Value.Any(used => used.StartsWith("Npgsql.", StringComparison.Ordinal)))
                .Select(type => type.Key),
        ];
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

    /// <summary>The room of a type; null for the few that stand in none.</summary>
    private static string? RoomOf(string type) => Allowed.Keys.FirstOrDefault(room => IsIn(type, room));

    private static bool IsIn(string type, string room) => type.StartsWith($"Rimuru.Core.{room}.", StringComparison.Ordinal);
}
