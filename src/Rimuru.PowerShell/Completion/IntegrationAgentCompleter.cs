using System.Collections;
using Rimuru.Core.Integrations;

namespace Rimuru.Completion;

/// <summary>Completes the names of agents that features of Rimuru can be put into.</summary>
public sealed class IntegrationAgentCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => IntegrationService.Agents;
}
