using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Ingest;

/// <summary>The agents whose logs are read into the ledger.</summary>
/// <param name="Scan">Finds the enabled agents that have data here, or those with the given names.</param>
/// <param name="Find">The adapter of an agent; null if there is none with this name.</param>
/// <param name="Bills">The bills that can be imported.</param>
internal sealed record IngestAgents(
    Func<IReadOnlyList<string>, IngestScan> Scan,
    Func<string, AgentAdapter?> Find,
    IReadOnlyList<IBillReader> Bills
);

/// <summary>The result of a scan for the agents of this machine.</summary>
/// <param name="Sources">The files to read.</param>
/// <param name="ProcessOf">The process of a session of any agent; null if unknown.</param>
/// <param name="Open">The sessions that running processes of this machine have open.</param>
internal sealed record IngestScan(
    IReadOnlyList<IngestSource> Sources,
    Func<StoredSession, ProcessEvidence?> ProcessOf,
    Func<IReadOnlyCollection<(string Agent, string SessionId)>> Open
);
