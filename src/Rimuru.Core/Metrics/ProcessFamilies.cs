using Rimuru.Core.Discovery;

namespace Rimuru.Core.Metrics;

/// <summary>
/// The agent of each process: its own, or that of the nearest ancestor that is an agent. Programs are looked at once, when they are new.
/// </summary>
internal sealed class ProcessFamilies(SystemProbe probe)
{
    private Dictionary<(int Id, long Start), string?> programs = [];

    /// <param name="look">The processes.</param>
    /// <param name="known">Tells which agent a program is.</param>
    /// <param name="open">The processes that agents themselves say are theirs.</param>
    public IReadOnlyDictionary<int, string> Of(SystemLook look, AgentPrograms known, IEnumerable<(int ProcessId, string Agent)> open)
    {
        Dictionary<(int, long), string?> seen = new(look.Processes.Count);
        foreach ((int id, SeenProcess process) in look.Processes)
            seen[(id, process.Start)] = programs.TryGetValue((id, process.Start), out string? agent) ? agent : AgentOf(id, known);
        programs = seen;

        Dictionary<int, string?> found = [];
        foreach ((int id, string agent) in open)
        {
            if (look.Processes.ContainsKey(id))
                found[id] = agent;
        }

        foreach (int id in look.Processes.Keys)
            Find(id);
        return found.Where(process => process.Value is not null).ToDictionary(process => process.Key, process => process.Value!);

        string? Find(int id)
        {
            if (found.TryGetValue(id, out string? agent))
                return agent;
            if (!look.Processes.TryGetValue(id, out SeenProcess process))
                return null;
            found[id] = null; // ids are read one after the other, so that one might be its own ancestor
            return found[id] = programs[(id, process.Start)] ?? Find(process.Parent);
        }
    }

    private string? AgentOf(int id, AgentPrograms known)
    {
        (string? program, IReadOnlyList<string> arguments) = probe.ProgramOf(id);
        return known.AgentOf(program, arguments);
    }
}
