using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Ingest;

/// <summary>The agents whose logs are read into the ledger.</summary>
/// <param name="Sources">The enabled agents that have data here, or those of the names, with the folders to read.</param>
/// <param name="Find">The adapter of an agent; null where there is none of the name.</param>
/// <param name="OfExport">The agent whose service a file was saved from; null where no agent knows it.</param>
internal sealed record IngestAgents(Func<IReadOnlyList<string>, IReadOnlyList<IngestSource>> Sources, Func<string, AgentAdapter?> Find, Func<string, AgentAdapter?> OfExport);
