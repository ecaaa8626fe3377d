namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes in which OpenCode or Kilo, which is made from it, was at work: databases, files of older versions, forks, sub-agents, answers that
/// are not complete.
/// </summary>
internal static class OpenCodeHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE project (id TEXT PRIMARY KEY, worktree TEXT NOT NULL)",
        "CREATE TABLE session (id TEXT PRIMARY KEY, project_id TEXT NOT NULL, parent_id TEXT, directory TEXT NOT NULL, title TEXT NOT NULL, version TEXT NOT NULL, agent TEXT, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL)",
        "CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL, data TEXT NOT NULL)",
        "CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT NOT NULL, session_id TEXT NOT NULL, data TEXT NOT NULL)",
    ];

    private const string Imports =
        "CREATE TABLE external_import (source TEXT NOT NULL, source_key TEXT NOT NULL, session_id TEXT NOT NULL, time_imported INTEGER NOT NULL, message_ids TEXT)";

    /// <param name="seed">The seed.</param>
    /// <param name="isKilo">True for Kilo and agents whose databases are like its own.</param>
    /// <param name="hasImports">True for an agent that copies other agents' sessions into its database.</param>
    public static GeneratedHome Create(int seed, bool isKilo, bool hasImports = false)
    {
        GeneratedHome home = new(isKilo ? "Kilo" : "OpenCode", seed);
        Random random = new(seed * 4801 + (isKilo ? 3 : 2));
        DateTimeOffset clock = Draw.Epoch;
        List<string> rows = [],
            cleanUps = ["DELETE FROM message", "DELETE FROM message WHERE rowid = (SELECT max(rowid) FROM message)"];
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            bool isOld = !isKilo && random.Next(3) == 0,
                hasFiles = isOld && random.Coin(),
                isMigrated = random.Coin();
            string version =
                isOld ? "1.1.65"
                : isKilo || !home.HasFaults ? "1.18.0"
                : random.Of("1.18.0", "1.0.50", "1.3.4");
            OpenCodeSession session = new(home, random, ref clock, rows, version) { HasTwins = !hasFiles || isMigrated };
            for (int turn = random.Next(1, 4); turn > 0; turn--)
                session.Turn(ref clock);
            if (hasFiles)
                session.KeepFiles(isMigrated);
            else
                session.Insert();
            cleanUps.Add($"DELETE FROM message WHERE session_id = '{session.Id}'; DELETE FROM session WHERE id = '{session.Id}'");
            if (session.IsInDatabase)
                Family(home, random, ref clock, rows, session, isKilo);
        }

        for (int i = hasImports && home.HasFaults ? random.Next(1, 4) : 0; i > 0; i--)
            Import(home, random, ref clock, rows);
        string folder = isKilo ? ".local/share/kilo/kilo" : ".local/share/opencode/opencode";
        home.Files.Add(
            new GeneratedDatabase($"{folder}.db", hasImports ? [.. Schema, Imports] : Schema, rows)
            {
                TwinPath = isKilo ? null : $"{folder}-beta.db",
                CleanUps = cleanUps,
            }
        );
        return home;
    }

    /// <summary>Another agent's session, whose messages are no requests of this one, and maybe a fork of it, which goes on.</summary>
    private static void Import(GeneratedHome home, Random random, ref DateTimeOffset clock, List<string> rows)
    {
        List<string> imported = [];
        OpenCodeSession session = new(new GeneratedHome(home.Agent, home.Seed), random, ref clock, imported, "2.1.300");
        for (int turn = random.Next(1, 4); turn > 0; turn--)
            session.Turn(ref clock);
        session.Insert();
        clock = clock.AddMinutes(random.Next(1, 300));
        string ids = random.Coin() ? $"'[{string.Join(',', session.MessageIds.Select(id => $"\"{id}\""))}]'" : random.Of("NULL", "'[]'");
        imported.Add(
            Draw.Text($"INSERT INTO external_import VALUES ('cc', '{session.Id}', '{session.Id}', {clock.ToUnixTimeMilliseconds()}, {ids})")
        );
        rows.Add(string.Join("; ", imported));
        if (random.Coin())
            return;
        OpenCodeSession fork = new(home, random, ref clock, rows, "1.18.0") { Project = session.Project };
        fork.CopyFrom(session, isFree: true);
        fork.Turn(ref clock);
        fork.Insert();
    }

    /// <summary>Forks, a fork of a fork, and sub-agents, which are sessions of their own.</summary>
    private static void Family(
        GeneratedHome home,
        Random random,
        ref DateTimeOffset clock,
        List<string> rows,
        OpenCodeSession origin,
        bool isKilo
    )
    {
        OpenCodeSession from = origin;
        for (int i = random.Next(3); i > 0; i--)
        {
            clock = clock.AddMinutes(random.Next(1, 300));
            OpenCodeSession fork = new(home, random, ref clock, rows, "1.18.0") { Project = origin.Project };
            fork.CopyFrom(from, isKilo);
            for (int turn = random.Next(1, 3); turn > 0; turn--)
                fork.Turn(ref clock);
            fork.Insert();
            if (random.Coin())
                from = fork;
        }

        if (random.Coin())
            return;
        OpenCodeSession agent = new(home, random, ref clock, rows, "1.18.0") { Project = origin.Project, Parent = origin.Id };
        agent.Turn(ref clock);
        agent.Insert();
    }
}
