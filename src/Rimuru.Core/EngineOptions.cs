using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Ingest;

namespace Rimuru.Core;

/// <summary>The options that the user gave with a command.</summary>
internal sealed record EngineOptions
{
    /// <summary>Another home folder to read, in the agents' default locations only, with a ledger of its own.</summary>
    public string? HomePath { get; init; }

    /// <summary>The database: <c>sqlite:PATH</c> or <c>postgres://USER@HOST/DATABASE</c>.</summary>
    public string? Database { get; init; }

    /// <summary>The catalog of agents; null for those that Rimuru has itself and those of plugins.</summary>
    public AgentCatalog? Catalog { get; init; }

    /// <summary>The machine; null for the real one.</summary>
    public HostEnvironment? Environment { get; init; }

    /// <summary>How logs are distributed among threads. Only tests replace the default plan.</summary>
    public WorkPlan Plan { get; init; } = WorkPlan.Default;
}
