namespace Rimuru.Core.Metrics;

/// <summary>What agents' processes used between two looks.</summary>
/// <param name="Processes">How many there are.</param>
/// <param name="Cpu">Their processor time since the former look; null if the system does not tell it of any.</param>
/// <param name="Memory">Their resident bytes; null if the system does not tell it of any.</param>
internal sealed record AgentLoad(int Processes, long? Cpu, long? Memory)
{
    /// <summary>The load of each agent that runs.</summary>
    /// <param name="former">An earlier look, with the agent of each process.</param>
    /// <param name="now">A later look, with the agent of each process.</param>
    public static Dictionary<string, AgentLoad> Between(
        (SystemLook Look, IReadOnlyDictionary<int, string> Agents) former,
        (SystemLook Look, IReadOnlyDictionary<int, string> Agents) now
    ) =>
        now
            .Agents.GroupBy(process => process.Value, process => process.Key)
            .ToDictionary(
                agent => agent.Key,
                agent =>
                {
                    SeenProcess[] seen = [.. agent.Select(id => now.Look.Processes[id])];
                    return new AgentLoad(
                        seen.Length,
                        seen.Any(process => process.Cpu is not null) ? CpuOf(agent.Key, agent, former, now.Look) : null,
                        seen.Any(process => process.Memory is not null) ? seen.Sum(process => process.Memory ?? 0) : null
                    );
                },
                StringComparer.Ordinal
            );

    private static long CpuOf(
        string agent,
        IEnumerable<int> ids,
        (SystemLook Look, IReadOnlyDictionary<int, string> Agents) former,
        SystemLook now
    )
    {
        long used = 0;
        foreach (int id in ids)
        {
            SeenProcess process = now.Processes[id];
            bool isKnown = former.Look.Processes.TryGetValue(id, out SeenProcess before) && before.Start == process.Start;
            used += (process.Cpu ?? 0) - (isKnown ? before.Cpu ?? 0 : 0);
        }

        // The time of a child that has ended is now in its parent's, also what was counted before.
        foreach ((int id, string of) in former.Agents)
        {
            SeenProcess before = former.Look.Processes[id];
            bool isGone = !now.Processes.TryGetValue(id, out SeenProcess same) || same.Start != before.Start;
            if (
                of == agent
                && isGone
                && former.Agents.GetValueOrDefault(before.Parent) == agent
                && now.Processes.ContainsKey(before.Parent)
            )
                used -= before.Cpu ?? 0;
        }

        return Math.Max(0, used);
    }
}
