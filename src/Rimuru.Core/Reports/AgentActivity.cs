namespace Rimuru.Core.Reports;

/// <summary>Totals of one agent in the ledger.</summary>
internal sealed record AgentActivity(long Sessions, long Requests, DateTimeOffset? First, DateTimeOffset? Last);
