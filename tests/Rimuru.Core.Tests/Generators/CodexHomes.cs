using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes in which Codex was at work: old and new rollouts, resumed processes, forks with and without copied rows, sub-agents, archives,
/// saved logs.
/// </summary>
internal static class CodexHomes
{
    private static readonly DateTimeOffset Epoch = new(2026, 10, 24, 20, 0, 0, TimeSpan.Zero);

    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("Codex", seed);
        Random random = new(seed * 7919 + 1);
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            CodexRollout thread = new(home, random, (CodexStyle)random.Next(4), Epoch.AddMinutes(random.Next(6000)));
            for (int turn = random.Next(1, 4); turn > 0; turn--)
                thread.Turn(random.Next(1, 4));
            Forks(home, random, thread);
            if (random.Next(3) == 0)
                SavedLog(home, thread);
            Add(home, thread, random);
        }

        Resumed(home, random);
        Replays(home, random);
        Siblings(home, random);
        return home;
    }

    /// <summary>0.63 appends to the same file, and its totals begin at zero again; the new one may be the higher.</summary>
    private static void Resumed(GeneratedHome home, Random random)
    {
        CodexRollout thread = new(home, random, CodexStyle.Counts, Epoch.AddMinutes(random.Next(6000)));
        for (int process = 0; process < 3; process++)
        {
            thread.Turn(random.Next(1, 4));
            thread.Restart();
        }

        Add(home, thread, random);
    }

    /// <summary>0.169: a fork has no line of its parent, but its totals begin at the parent's; a sub-agent's begin at zero.</summary>
    private static void Forks(GeneratedHome home, Random random, CodexRollout parent)
    {
        if (random.Next(2) == 0)
        {
            CodexRollout fork = new(
                home,
                random,
                (CodexStyle)random.Next(4),
                parent.Clock.AddSeconds(90),
                new JsonObject { ["forked_from_id"] = parent.Id }
            );
            fork.StartFrom(parent.Total);
            fork.Turn(random.Next(1, 4));
            if (random.Next(2) == 0)
                SavedLog(home, fork);
            Add(home, fork, random);
        }

        if (random.Next(2) == 0)
        {
            CodexRollout agent = new(home, random, (CodexStyle)random.Next(4), parent.Clock.AddSeconds(30), SpawnedBy(parent));
            agent.Turn(random.Next(1, 3));
            Add(home, agent, random);
        }
    }

    /// <summary>Older versions copy the parent's rows to the top of the child, with new times.</summary>
    private static void Replays(GeneratedHome home, Random random)
    {
        CodexRollout parent = new(home, random, CodexStyle.Counts, Epoch.AddMinutes(random.Next(6000)));
        parent.Turn(3);
        foreach (bool withTasks in (bool[])[true, false])
        {
            JsonObject lineage = random.Next(2) == 0 ? SpawnedBy(parent) : new JsonObject { ["forked_from_id"] = parent.Id };
            CodexRollout child = new(home, random, CodexStyle.Counts, parent.Clock.AddMinutes(random.Next(1, 300)), lineage);
            child.CopyRows(parent, random.Next(2, 4), withTasks);
            child.Turn(random.Next(1, 4), withTasks);
            Add(home, child, random);
        }

        parent.Turn(2);
        Add(home, parent, random);
    }

    /// <summary>The parent is gone; what two forks share belongs to the first.</summary>
    private static void Siblings(GeneratedHome home, Random random)
    {
        GeneratedHome elsewhere = new("Codex", home.Seed);
        CodexRollout parent = new(elsewhere, random, CodexStyle.Counts, Epoch);
        parent.Turn(4, withTask: false);
        for (int i = 0; i < 2; i++)
        {
            CodexRollout fork = new(
                home,
                random,
                CodexStyle.Counts,
                Epoch.AddHours(30 + i),
                new JsonObject { ["forked_from_id"] = parent.Id }
            );
            fork.CopyRows(parent, 4 - i, withTasks: false);
            if (i == 0)
            {
                foreach ((_, CodexCount used, _, _) in parent.Rows)
                    home.Bill(fork.Id, parent.Rows[0].Model, used.Tokens);
                home.Tools.AddRange(elsewhere.Tools);
            }

            fork.Turn(2, withTask: false);
            Add(home, fork, random);
        }
    }

    /// <summary>What <c>codex exec --json</c> printed, kept beside the rollout: it tells the same once more.</summary>
    private static void SavedLog(GeneratedHome home, CodexRollout thread) =>
        home.Files.Add(
            new GeneratedLog(
                $".codex/sessions/saved-{thread.Id}.jsonl",
                [
                    $$"""{"type":"thread.started","thread_id":"{{thread.Id}}"}""",
                    $$$"""{"type":"turn.completed","usage":{{{thread.Total.Json.ToJsonString()}}}}""",
                ]
            )
        );

    private static JsonObject SpawnedBy(CodexRollout parent) =>
        new()
        {
            ["source"] = new JsonObject
            {
                ["subagent"] = new JsonObject
                {
                    ["thread_spawn"] = new JsonObject
                    {
                        ["parent_thread_id"] = parent.Id,
                        ["depth"] = 1,
                        ["agent_nickname"] = "Scout",
                    },
                },
            },
        };

    private static void Add(GeneratedHome home, CodexRollout thread, Random random)
    {
        string archived = $".codex/archived_sessions/{thread.FileName}";
        bool isArchived = random.Next(4) == 0;
        string elsewhere = $".codex/sessions/2026/01/01/rollout-2026-01-01T00-00-00-copy-{random.Next(1 << 20):x}.jsonl";
        home.Files.Add(
            new GeneratedLog(isArchived ? archived : thread.FilePath, thread.Texts)
            {
                TwinPath =
                    random.Next(2) == 0 ? elsewhere
                    : isArchived ? thread.FilePath
                    : archived,
            }
        );
    }
}
