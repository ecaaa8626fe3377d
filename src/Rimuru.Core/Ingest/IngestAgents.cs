using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Ingest;

/// <summary>The agents whose logs are read into the ledger.</summary>
/// <param name="Sources">The enabled agents that have data here, or those of the names, with the folders to read.</param>
/// <param name="Find">The adapter of an agent; null where there is none of the name.</param>
/// <param name="Bills">The bills that can be imported.</param>
internal sealed record IngestAgents(Func<IReadOnlyList<string>, IReadOnlyList<IngestSource>> Sources, Func<string, AgentAdapter?> Find, IReadOnlyList<IBillReader> Bills);
