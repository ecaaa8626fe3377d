using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>
/// Gets the known agents, where they keep their data, and what the ledger has of each; or discovers the agents on this machine, with their
/// programs.
/// </summary>
[Cmdlet(VerbsCommon.Get, "RimuruAgent")]
[OutputType(typeof(Agent), typeof(DiscoveredAgent))]
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

    /// <summary>Look for the agents' programs too, and return only agents that are on this machine.</summary>
    [Parameter]
    public SwitchParameter Discover { get; set; }

    private protected override void Begin()
    {
        if (!Discover)
            base.Begin();
    }

    private protected override void Process()
    {
        string[] wanted = Names(Agent);
        List<string> names = KnownAgents(wanted);
        if (names.Count == 0 && (wanted.Length > 0 || IsPiped))
            return;
        if (Discover)
        {
            foreach (DiscoveredAgent found in Engine.Agents.Discover(names, StopToken).ToBlockingEnumerable(StopToken))
            {
                if (written.Add(found.Name))
                    WriteObject(found);
            }

            if (written.Count == 0)
                WarnOfEmptyHome();
            return;
        }

        agents ??= Engine.Agents.List(StopToken);
        foreach (Agent agent in agents.Where(agent => ReportFilter.Matches(names, agent.Name) && written.Add(agent.Name)))
            WriteObject(agent);
    }
}
