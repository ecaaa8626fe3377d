using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Discovery;

/// <summary>
/// The sessions that processes of this machine have, or had, open. The agents' process files are read once, at the first query.
/// </summary>
internal sealed class OpenSessions(Func<IReadOnlyList<AgentPlaces>> agents, string machine, TimeProvider time)
{
    private Dictionary<(string Agent, string SessionId), ProcessEvidence>? known;

    /// <summary>The session's process; null if its agent keeps no process files, or the session is another machine's.</summary>
    public ProcessEvidence? Of(StoredSession session) =>
        session.Machine == machine ? (known ??= Look()).GetValueOrDefault((session.Agent, session.SessionId)) : null;

    /// <summary>The sessions that a live process has open.</summary>
    public IReadOnlyCollection<(string Agent, string SessionId)> Live() =>
        [.. (known ??= Look()).Where(session => session.Value.IsLive).Select(session => session.Key)];

    /// <summary>The live processes that have a session open, with their agents.</summary>
    public IEnumerable<(int ProcessId, string Agent)> Processes() =>
        (known ??= Look()).Where(session => session.Value.IsLive).Select(session => (session.Value.ProcessId, session.Key.Agent));

    private Dictionary<(string Agent, string SessionId), ProcessEvidence> Look()
    {
        Dictionary<(string Agent, string SessionId), ProcessEvidence> found = [];
        foreach (AgentPlaces agent in agents())
        {
            if (!agent.Enabled || agent.Roots.Count == 0)
                continue;
            foreach (SessionProcess process in agent.Adapter.Processes(agent.Roots, time.GetUtcNow()))
            {
                // A killed process may have left its file beside that of the process that has the session open now.
                (string, string) key = (agent.Adapter.Name, process.SessionId);
                if (ProcessTable.IsLive(process) is { } isLive && (isLive || !found.ContainsKey(key)))
                    found[key] = new ProcessEvidence(process.ProcessId, isLive);
            }
        }

        return found;
    }
}
