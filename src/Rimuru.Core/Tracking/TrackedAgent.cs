using Rimuru.Core.Pricing;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>Adds costs and session events to any adapter, from prices and the ledger.</summary>
/// <param name="adapter">The adapter.</param>
/// <param name="ledger">The ledger with its sessions.</param>
/// <param name="prices">The price table.</param>
/// <param name="describe">Describes a model, with its prices at a time.</param>
/// <param name="watch">The events from now on in the sessions of the named agents.</param>
internal sealed class TrackedAgent(
    IAgentAdapter adapter,
    LedgerAccess ledger,
    Func<PriceBook> prices,
    Func<string, DateTimeOffset, ModelInfo?> describe,
    Func<IReadOnlyList<string>, CancellationToken, IAsyncEnumerable<SessionEvent>> watch
) : IFullAdapter
{
    private readonly SessionAggregator sessions = new(ledger);
    private readonly CostAggregator costs = new(ledger);

    public AgentType AgentType => adapter.AgentType;

    public string Name => adapter.Name;

    private ReportFilter Own => new() { Agent = [Name] };

    public Task ConnectAsync(CancellationToken cancellationToken = default) => adapter.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken = default) => adapter.DisconnectAsync(cancellationToken);

    public Task<AdapterStatus> GetStatusAsync(CancellationToken cancellationToken = default) => adapter.GetStatusAsync(cancellationToken);

    public Task<AdapterInfo> GetInfoAsync(CancellationToken cancellationToken = default) => adapter.GetInfoAsync(cancellationToken);

    public IAsyncEnumerable<Session> GetSessionsAsync(CancellationToken cancellationToken = default) =>
        adapter.GetSessionsAsync(cancellationToken);

    public Task<ActiveSession?> GetActiveSessionAsync(CancellationToken cancellationToken = default) =>
        adapter.GetActiveSessionAsync(cancellationToken);

    public Task<bool> IsInstalledAsync(CancellationToken cancellationToken = default) => adapter.IsInstalledAsync(cancellationToken);

    public Task<AgentHealth> CheckHealthAsync(CancellationToken cancellationToken = default) => adapter.CheckHealthAsync(cancellationToken);

    public IAsyncEnumerable<CostRecord> GetUsageAsync(
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        CancellationToken cancellationToken = default
    )
    {
        ledger.Refresh([Name], null, cancellationToken);
        return AnswerStream.Of(costs.BySession(Own with { Since = since, Until = until }, cancellationToken), cancellationToken);
    }

    public decimal? CalculateCost(string model, TokenUsage usage, DateTimeOffset at) =>
        PriceBook.Price(prices().Resolve(null, model), at, usage, PriceTerms.Parse(null)).Usd;

    public ModelInfo? GetModelInfo(string model, DateTimeOffset at) => describe(model, at);

    public Task<decimal?> GetTotalCostAsync(
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        CancellationToken cancellationToken = default
    )
    {
        ledger.Refresh([Name], null, cancellationToken);
        return Task.FromResult(costs.Total(Own with { Since = since, Until = until }, cancellationToken));
    }

    public IAsyncEnumerable<SessionEvent> SubscribeAsync(CancellationToken cancellationToken = default) => watch([Name], cancellationToken);

    public IAsyncEnumerable<Session> GetHistoryAsync(DateTimeOffset? since = null, CancellationToken cancellationToken = default)
    {
        ledger.Refresh([Name], null, cancellationToken);
        return AnswerStream.Of(sessions.Find(Own with { Since = since }, cancellationToken), cancellationToken);
    }

    public Task<Session?> GetDetailsAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ledger.Refresh([Name], null, cancellationToken);
        return Task.FromResult(sessions.Find(Own, cancellationToken).FirstOrDefault(session => session.SessionId == sessionId));
    }

    public IAsyncEnumerable<ActiveSession> GetActiveSessionsAsync(CancellationToken cancellationToken = default)
    {
        ledger.Refresh([Name], null, cancellationToken);
        return AnswerStream.Of(sessions.Active(Own, cancellationToken).Select(ActiveSession.Of), cancellationToken);
    }
}
