using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>OpenCode, or an agent that was made from it and kept its tables.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Kind">The kind of key of its messages: no two agents share a database.</param>
/// <param name="CountsReasoningApartSince">The first version whose output leaves the reasoning out; null where every version does.</param>
/// <param name="AddsSubAgentCost">True where a message's cost holds that of the sub-agents it started, whose own messages have it
/// too.</param>
internal sealed record OpenCodeFamily(string Agent, KeySpace Kind, Version? CountsReasoningApartSince, bool AddsSubAgentCost);
