using System.Runtime.CompilerServices;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>An agent whose logs are in folders of this machine. Its sessions come from the ledger, which has merged duplicates.</summary>
/// <param name="adapter">The agent's adapter.</param>
/// <param name="look">Finds the current locations of the agent's data.</param>
/// <param name="environment">The machine.</param>
/// <param name="ledger">The ledger that its logs are read into.</param>
internal sealed class LocalAgent(AgentAdapter adapter, Func<AgentPlaces> look, HostEnvironment environment, LedgerAccess ledger)
    : IAgentAdapter
{
    private AdapterStatus status = AdapterStatus.Unknown;
    private DateTimeOffset? lastConnected;
    private string? error;

    public string Name => adapter.Name;

    public AgentType AgentType => new(Name);

    public Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        status = Look();
        if (status == AdapterStatus.Error)
            throw FixedErrors.AgentAdapter(error!, Name);
        if (status == AdapterStatus.Connected)
            lastConnected = environment.Time.GetUtcNow();
        return Task.CompletedTask;
    }

    public Task DisconnectAsync(CancellationToken cancellationToken = default)
    {
        (status, error) = (AdapterStatus.Disconnected, null);
        return Task.CompletedTask;
    }

    public Task<AdapterStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        if (lastConnected is not null && status != AdapterStatus.Disconnected)
            status = Look();
        return Task.FromResult(status);
    }

    public async Task<AdapterInfo> GetInfoAsync(CancellationToken cancellationToken = default) =>
        new()
        {
            Name = Name,
            DisplayName = adapter.DisplayName,
            Status = await GetStatusAsync(cancellationToken).ConfigureAwait(false),
            Roots = look().Roots,
            LastConnected = lastConnected,
            ErrorMessage = error,
        };

    public async IAsyncEnumerable<Session> GetSessionsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ledger.Refresh([Name], null, cancellationToken);
        foreach (Session session in ledger.Sessions(new ReportFilter { Agent = [Name] }, false, cancellationToken))
            yield return session;
        await Task.CompletedTask.ConfigureAwait(false);
    }

    public Task<ActiveSession?> GetActiveSessionAsync(CancellationToken cancellationToken = default)
    {
        ledger.Refresh([Name], null, cancellationToken);
        Session? last = ledger
            .Sessions(new ReportFilter { Agent = [Name] }, true, cancellationToken)
            .MaxBy(session => session.LastActivity);
        return Task.FromResult(last is null ? null : ActiveSession.Of(last));
    }

    public async Task<bool> IsInstalledAsync(CancellationToken cancellationToken = default)
    {
        AgentDiscovery discovery = new(look(), environment);
        return await discovery.DiscoverAsync(cancellationToken).ConfigureAwait(false) is { } found
            && await discovery.VerifyInstallationAsync(found, cancellationToken).ConfigureAwait(false);
    }

    public async Task<AgentHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        AgentPlaces places = look();
        DiscoveredAgent? found = await new AgentDiscovery(places, environment).DiscoverAsync(cancellationToken).ConfigureAwait(false);
        return new AgentCheck(places, found, environment.Time, environment.WhyNotStarted).Run(cancellationToken);
    }

    /// <summary>Tries to list each location: a folder without permission is an error, a missing one is not.</summary>
    private AdapterStatus Look()
    {
        error = null;
        AgentPlaces places = look();
        error = places.Roots.Select(AgentCheck.WhyUnreadable).FirstOrDefault(why => why is not null);
        if (error is not null)
            return AdapterStatus.Error;
        return places.Roots.Count > 0 ? AdapterStatus.Connected : AdapterStatus.Disconnected;
    }
}
