using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Ingest;

/// <summary>The agents whose logs are read into the ledger.</summary>
/// <param name="Look">Looks at the enabled agents that have data here, or at those of the names.</param>
/// <param name="Find">The adapter of an agent; null where there is none of the name.</param>
/// <param name="Bills">The bills that can be imported.</param>
internal sealed record IngestAgents(
    Func<IReadOnlyList<string>, IngestScan> Look,
    Func<string, AgentAdapter?> Find,
    IReadOnlyList<IBillReader> Bills
);

/// <summary>One look at the agents of this machine.</summary>
/// <param name="Sources">What to read.</param>
/// <param name="ProcessOf">What is known of a session's process, of any agent; null where nothing is.</param>
/// <param name="Open">The sessions that live processes of this machine have open.</param>
internal sealed record IngestScan(
    IReadOnlyList<IngestSource> Sources,
    Func<StoredSession, ProcessEvidence?> ProcessOf,
    Func<IReadOnlyCollection<(string Agent, string SessionId)>> Open
);
