using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of OpenCode and Kilo: releases that count the prompt differently, messages of several steps, sums that only a session has, forks,
/// imports and whole databases that are copies, files beside their database, both tables of OpenCode 2, rows without time, model or session.
/// </summary>
internal static class OpenCodeShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 12, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Schema =
    [
        "CREATE TABLE session (id TEXT PRIMARY KEY, project_id TEXT, parent_id TEXT, directory TEXT, title TEXT, version TEXT, agent TEXT, time_created INTEGER, time_updated INTEGER, cost REAL, tokens_input INTEGER, tokens_output INTEGER, tokens_reasoning INTEGER, tokens_cache_read INTEGER, tokens_cache_write INTEGER, model TEXT)",
        "CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT)",
        "CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT, session_id TEXT, data TEXT)",
    ];

    private static readonly string[] Schema2 =
    [
        "CREATE TABLE session_v2 (id TEXT PRIMARY KEY, project_id TEXT, parent_id TEXT, directory TEXT, title TEXT, version TEXT, agent TEXT, time_created INTEGER, time_updated INTEGER)",
        "CREATE TABLE session_message (id TEXT PRIMARY KEY, session_id TEXT, type TEXT, seq INTEGER, time_created INTEGER, time_updated INTEGER, data TEXT)",
    ];

    public static ShapedHome Create(int seed) => Create(seed, isKilo: false);

    public static ShapedHome Create(int seed, bool isKilo, bool hasVariable = true)
    {
        ShapedHome home = new(isKilo ? "Kilo" : "OpenCode", seed);
        Random random = new((seed * 5209) + (isKilo ? 37 : 31));
        string name = isKilo ? "kilo" : "opencode",
            root = $".local/share/{name}";
        if (home.Is("moved by XDG_DATA_HOME", random.Next(5) == 0))
        {
            home.Variables["XDG_DATA_HOME"] = "data";
            root = $"data/{name}";
        }

        string[] databases = [$"{root}/{name}.db", $"{root}/{name}-beta.db", "elsewhere/own.db"];
        if (home.Is("another database by a variable", hasVariable && random.Next(5) == 0))
            home.Variables[isKilo ? "KILO_DB" : "OPENCODE_DB"] = databases[2];
        else
            databases = databases[..2];
        Dictionary<string, List<string>> rows = databases.ToDictionary(path => path, _ => new List<string>(), StringComparer.Ordinal);
        OpenCodeTables tables = new(home, random, root, isKilo) { HasSecond = home.Is("OpenCode 2", !isKilo && random.Next(3) == 0) };
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            tables.Rows = rows[random.Of<string>(databases)];
            OpenCodeShapedSession session = new(home, random, tables, Epoch.AddMinutes(random.Next(9000)), null);
            session.Work(random.Next(1, 4));
            Descend(home, random, session);
            session.Close();
        }

        string[] schema = tables.HasSecond ? [.. Schema, .. Schema2] : Schema;
        foreach ((string path, List<string> statements) in rows.Where(database => database.Value.Count > 0))
            home.AddWhole(path, new GeneratedDatabase("", schema, statements).Bytes);
        if (rows[databases[0]].Count > 0 && home.Is("copy of the database", random.Next(5) == 0))
            home.AddWhole($"{root}/{name}-local.db", new GeneratedDatabase("", schema, rows[databases[0]]).Bytes);
        return home;
    }

    private static void Descend(ShapedHome home, Random random, OpenCodeShapedSession session)
    {
        if (!session.MayBeCopied)
            return;
        OpenCodeShapedSession from = session;
        for (int i = random.Next(3); i > 0; i--)
        {
            home.Is(from == session ? "fork or import" : "fork of a fork");
            OpenCodeShapedSession copy = from.Copy();
            copy.Work(random.Next(3));
            copy.Close();
            if (random.Coin())
                from = copy;
        }
    }
}

/// <summary>Homes of Kilo: its databases are those of OpenCode, its extension's tasks those of Roo Code.</summary>
internal static class KiloShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 2, 2, 8, 0, 0, TimeSpan.Zero);

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = OpenCodeShapes.Create(seed, isKilo: true);
        Random random = new((seed * 6337) + 41);
        ClineTaskPlaces places = new(home, random);
        for (int i = random.Next(3); i > 0; i--)
        {
            ClineShapedTask task = new(home, random, ClineTaskKind.Kilo, Epoch.AddMinutes(random.Next(9000)));
            task.Work(random.Next(1, 6));
            task.WriteTo(places.Kilo(), places);
        }

        places.Close();
        return home;
    }
}

/// <summary>Where sessions of a home are written to.</summary>
internal sealed class OpenCodeTables(ShapedHome home, Random random, string root, bool isKilo)
{
    public ShapedHome Home => home;

    public Random Random => random;

    public bool IsKilo => isKilo;

    /// <summary>Whether the tables of OpenCode 2 are there.</summary>
    public bool HasSecond { get; init; }

    /// <summary>The statements of the database that is written to.</summary>
    public List<string> Rows { get; set; } = [];

    /// <summary>The storage of older versions.</summary>
    public string Storage => $"{root}/storage";

    public void Insert(string table, params object?[] values) =>
        Rows.Add($"INSERT OR IGNORE INTO {table} VALUES ({string.Join(", ", values.Select(Literal))})");

    private static string Literal(object? value) =>
        value switch
        {
            null => "NULL",
            string text => $"'{text}'",
            JsonObject json => $"'{json.ToJsonString()}'",
            DateTimeOffset time => Draw.Text($"{time.ToUnixTimeMilliseconds()}"),
            _ => Draw.Text($"{value}"),
        };
}
