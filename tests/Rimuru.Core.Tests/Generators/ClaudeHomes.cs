using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes in which Claude Code was at work: sessions of old and new versions, forks, sub-agents, side questions.</summary>
internal static class ClaudeHomes
{
    private static readonly DateTimeOffset Epoch = new(2026, 3, 27, 22, 0, 0, TimeSpan.Zero);

    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("ClaudeCode", seed);
        Random random = new(seed);
        for (int i = random.Next(3, 6); i > 0; i--)
        {
            ClaudeStyle style = (ClaudeStyle)random.Next(3);
            string cwd = $"/home/dev/work/project-{random.Next(3)}";
            ClaudeTranscript session = new(home, random, style, Epoch.AddMinutes(random.Next(6000)), ClaudeTranscript.NewId(random), cwd);
            bool isForked = random.Next(2) == 0;
            if (style == ClaudeStyle.Plain && isForked)
                home.Families[session.SessionId] = session.SessionId;
            Runs(home, session, random, anonymous: !isForked);
            if (isForked)
                Fork(home, random, session, generations: 2);
        }

        return home;
    }

    /// <summary>
    /// A session is left and gone on with; its last run may be killed before it writes down what was used, but not its first.
    /// </summary>
    private static void Runs(GeneratedHome home, ClaudeTranscript session, Random random, bool anonymous)
    {
        for (int run = session.Account is null ? 0 : random.Next(3); run >= 0; run--)
        {
            bool isKilled =
                session.Account is not null
                && run == 0
                && session.Lines.Any(line => (string?)line["type"] == "cost-state")
                && random.Next(3) == 0;
            Fill(session, random, anonymous);
            session.Wait(SubAgents(home, random, session));
            if (isKilled)
                continue;
            for (int compactions = random.Next(3); compactions > 0; compactions--)
                session.Compact();
            if (random.Next(2) == 0)
                session.Turn(1);
            session.EndRun();
            session.Wait(session.Clock.AddMinutes(random.Next(1, 3000)));
        }

        Add(home, session, $"{session.SessionId}.jsonl");
    }

    private static void Fill(ClaudeTranscript session, Random random, bool anonymous)
    {
        for (int turn = random.Next(1, 4); turn > 0; turn--)
        {
            session.Turn(random.Next(1, 4));
            if (random.Next(3) == 0)
                session.Noise();
            // A version that writes down its requests gives every response its ids.
            if (session.Style != ClaudeStyle.WithRequests && random.Next(4) == 0)
                session.RespondWithoutIds(withUuid: !anonymous);
        }
    }

    private static void Fork(GeneratedHome home, Random random, ClaudeTranscript origin, int generations)
    {
        if (generations == 0)
            return;
        string id = ClaudeTranscript.NewId(random);

        // Where a fork has nothing of its own in front, no log tells which session made the shared requests.
        if (home.Families.TryGetValue(origin.SessionId, out string? family))
            home.Families[id] = family;
        ClaudeTranscript fork = new(home, random, origin.Style, origin.Clock.AddMinutes(random.Next(1, 500)), id, origin.WorkingDirectory);
        fork.CopyFrom(origin, random.Next(1, origin.Lines.Count + 1));
        if (fork.Lines.Any(line => line["requestSessionId"] is not null))
            fork.Account = origin.Account!.Fork();
        Runs(home, fork, random, anonymous: false);
        if (random.Next(2) == 0)
            Fork(home, random, fork, generations - 1);
    }

    /// <summary>Writes the sub-agents of a run; gives the time when the last of them had ended.</summary>
    private static DateTimeOffset SubAgents(GeneratedHome home, Random random, ClaudeTranscript session)
    {
        DateTimeOffset end = session.Clock;
        for (int i = random.Next(3); i > 0; i--)
        {
            string agentId = random.Next(3) == 0 ? $"aside_question-{random.Next(1 << 20):x}" : $"a{random.NextInt64(1L << 40):x}";
            ClaudeTranscript agent = new(
                home,
                random,
                session.Style,
                session.Clock.AddSeconds(-random.Next(1, 60)),
                session.SessionId,
                session.WorkingDirectory,
                agentId
            )
            {
                Account = session.Account,
            };
            foreach (
                JsonObject response in session
                    .Lines.Where(line => line["message"]?["id"] is not null && (string?)line["message"]!["model"] != "<synthetic>")
                    .Take(3)
            )
            {
                if (agentId[0..2] == "as")
                    agent.Replay(response, keepsTime: random.Next(2) == 0);
            }

            agent.Turn(random.Next(1, 3));
            string folder =
                session.Style == ClaudeStyle.Plain
                    ? ""
                    : $"{session.SessionId}/subagents/" + (random.Next(3) == 0 ? "workflows/wf_1/" : "");
            Add(home, agent, $"{folder}agent-{agentId}.jsonl");
            if (agent.Clock > end)
                end = agent.Clock;
        }

        return end;
    }

    private static void Add(GeneratedHome home, ClaudeTranscript transcript, string name)
    {
        string slug = transcript.WorkingDirectory.Replace('/', '-');
        home.Files.Add(
            new GeneratedLog($".claude/projects/{slug}/{name}", transcript.Text)
            {
                TwinPath = $".config/claude/projects/{slug}/{name}",
                MayLoseItsHead = true,
            }
        );
    }
}
