using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets the agents that Rimuru knows, where they keep their data, and what the ledger has of each.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruAgent")]
[OutputType(typeof(Agent))]
public sealed class GetRimuruAgentCommand : QueryCmdlet
{
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private IReadOnlyList<Agent>? agents;

    /// <summary>Only these agents.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    private protected override void Process()
    {
        List<string> names = KnownAgents(Agent ?? []);
        if (names.Count == 0 && Agent is { Length: > 0 }) return;
        agents ??= Engine.Agents(StopToken);
        foreach (Agent agent in agents.Where(agent => ReportFilter.Matches(names, agent.Name) && written.Add(agent.Name))) WriteObject(agent);
    }
}
