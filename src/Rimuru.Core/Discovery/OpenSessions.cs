using Rimuru.Core.Records;

namespace Rimuru.Core.Discovery;

/// <summary>The sessions that processes of this machine have, or had, open. The agents' process files are looked at when the first session is asked for, and once.</summary>
internal sealed class OpenSessions(Func<IReadOnlyList<AgentPlaces>> agents, string machine, TimeProvider time)
{
    private Dictionary<(string Agent, string SessionId), ProcessEvidence>? known;

    /// <summary>What is known of the session's process; null where its agent keeps no process files, or it is another machine's session.</summary>
    public ProcessEvidence? Of(StoredSession session) =>
        session.Machine == machine ? (known ??= Look()).GetValueOrDefault((session.Agent, session.SessionId)) : null;

    /// <summary>The sessions that a live process has open.</summary>
    public IReadOnlyCollection<(string Agent, string SessionId)> Live() =>
        [.. (known ??= Look()).Where(session => session.Value.IsLive).Select(session => session.Key)];

    private Dictionary<(string Agent, string SessionId), ProcessEvidence> Look()
    {
        Dictionary<(string Agent, string SessionId), ProcessEvidence> found = [];
        foreach (AgentPlaces agent in agents())
        {
            if (!agent.Enabled || agent.Roots.Count == 0) continue;
            foreach (SessionProcess process in agent.Adapter.Processes(agent.Roots, time.GetUtcNow()))
            {
                // One that was killed may have left its file beside that of the one which has the session open now.
                (string, string) key = (agent.Adapter.Name, process.SessionId);
                if (ProcessTable.IsLive(process) is { } isLive && (isLive || !found.ContainsKey(key))) found[key] = new ProcessEvidence(process.ProcessId, isLive);
            }
        }

        return found;
    }
}
