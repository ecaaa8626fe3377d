using System.Collections;
using Rimuru.Core.Skills;

namespace Rimuru.Completion;

/// <summary>Completes the names of agents that read skills.</summary>
public sealed class SkillAgentCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => SkillService.Agents;
}
