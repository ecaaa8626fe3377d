using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>OpenCode, or an agent that was derived from it and kept its tables.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Kind">The kind of key of its messages: no two agents share a database.</param>
/// <param name="CountsReasoningApartSince">The first version whose output leaves out the reasoning; null if every version does.</param>
/// <param name="AddsSubAgentCost">
/// True if a message's cost includes that of the sub-agents it started, whose own messages have it too.
/// </param>
internal sealed record OpenCodeFamily(string Agent, KeySpace Kind, Version? CountsReasoningApartSince, bool AddsSubAgentCost)
{
    /// <summary>Finds in a database which messages, by id, are another agent's requests; null if none are.</summary>
    public Func<ForeignSqlite, Func<string, OpenCodeSession, OpenCodeMessage, bool>>? ForeignMessages { get; init; }
}
