using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Ingest;

namespace Rimuru.Core;

/// <summary>What the user named with a command.</summary>
internal sealed record EngineOptions
{
    /// <summary>Another home folder to read, at the agents' usual places only, with a ledger of its own.</summary>
    public string? HomePath { get; init; }

    /// <summary>The database: <c>sqlite:PATH</c> or <c>postgres://USER@HOST/DATABASE</c>.</summary>
    public string? Database { get; init; }

    /// <summary>The database parameter as the user wrote it, for errors.</summary>
    public string DatabaseParameter { get; init; } = "-Database";

    /// <summary>The agents there are.</summary>
    public AgentCatalog Catalog { get; init; } = AgentCatalog.BuiltIn;

    /// <summary>The machine; the real one where null.</summary>
    public HostEnvironment? Environment { get; init; }

    /// <summary>How logs are shared out among threads. Only tests name another plan than the usual one.</summary>
    public WorkPlan Plan { get; init; } = WorkPlan.Default;
}
