namespace Rimuru.Core.Reports;

/// <summary>What the ledger has of one agent.</summary>
internal sealed record AgentActivity(long Sessions, long Requests, DateTimeOffset? First, DateTimeOffset? Last);
