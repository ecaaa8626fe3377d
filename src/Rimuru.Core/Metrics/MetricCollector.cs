using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Metrics;

/// <summary>Measures this machine and the agents on it, each time since the last time. Not thread-safe.</summary>
/// <param name="probe">Looks at the system.</param>
/// <param name="places">The agents with their folders, which takes a look at the disk.</param>
/// <param name="recent">What agents did in a span, by the ledger; null without a ledger.</param>
/// <param name="environment">The machine.</param>
internal sealed class MetricCollector(
    SystemProbe probe,
    Func<IReadOnlyList<AgentPlaces>> places,
    Func<DateTimeOffset, DateTimeOffset, CancellationToken, IReadOnlyDictionary<string, RecentActivity>?> recent,
    HostEnvironment environment
)
{
    /// <summary>How long agents are not looked for again.</summary>
    private static readonly TimeSpan PlacesAge = TimeSpan.FromMinutes(1);

    private const int PercentDigits = 3;

    private readonly ProcessFamilies families = new(probe);

    private (SystemLook Look, IReadOnlyDictionary<int, string> Agents)? former;
    private IReadOnlyList<AgentPlaces> agents = [];
    private AgentPrograms? programs;
    private DateTimeOffset agentsAt;

    /// <summary>Measures; null the first time, since it takes two looks.</summary>
    public SystemMetrics? Measure(CancellationToken stop)
    {
        DateTimeOffset now = environment.Time.GetUtcNow();
        FindAgents(now);

        // Another home's agents run, if at all, on another machine or for another user.
        SystemLook look = probe.Look();
        IReadOnlyDictionary<int, string> owners = environment.IsOwnHome
            ? families.Of(look, programs!, new OpenSessions(() => agents, environment.MachineName, environment.Time).Processes())
            : new Dictionary<int, string>();
        (SystemLook Look, IReadOnlyDictionary<int, string> Agents)? before = former;
        former = (look, owners);
        return before is { } earlier ? Between(earlier, (look, owners), now, stop) : null;
    }

    private SystemMetrics Between(
        (SystemLook Look, IReadOnlyDictionary<int, string> Agents) before,
        (SystemLook Look, IReadOnlyDictionary<int, string> Agents) after,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        Dictionary<string, AgentLoad> loads = AgentLoad.Between(before, after);
        long capacity = after.Look.Capacity - before.Look.Capacity;
        IReadOnlyDictionary<string, RecentActivity>? activity = recent(now.AddMinutes(-1), now, stop);
        AgentMetrics[] each =
        [
            .. agents
                .Where(agent => agent.Enabled && agent.Roots.Count > 0)
                .Select(agent => agent.Adapter.Name)
                .Union(loads.Keys)
                .Union(activity?.Keys ?? [])
                .Order(StringComparer.Ordinal)
                .Select(name => Of(name, loads, activity, capacity)),
        ];
        return new SystemMetrics
        {
            Time = now,
            Machine = environment.MachineName,
            CpuPercent = Percent(after.Look.Busy - before.Look.Busy, capacity),
            Memory = after.Look.Memory,
            MemoryTotal = after.Look.MemoryTotal,
            Processes = environment.IsOwnHome ? after.Agents.Count : null,
            ActiveSessions = Sum(activity, agent => agent.Active),
            TokensPerMinute = Sum(activity, agent => agent.Sums.Tokens.Total),
            CostPerMinute = CostOf(each),
            RequestsPerMinute = Sum(activity, agent => agent.Sums.Requests),
            Failures = each.Any(agent => agent.Failures is not null) ? each.Sum(agent => agent.Failures) : null,
            Agents = each,
        };
    }

    private AgentMetrics Of(
        string name,
        Dictionary<string, AgentLoad> loads,
        IReadOnlyDictionary<string, RecentActivity>? activity,
        long capacity
    )
    {
        AgentLoad? load = environment.IsOwnHome ? loads.GetValueOrDefault(name) ?? new AgentLoad(0, 0, 0) : null;
        RecentActivity? did = activity is null ? null : activity.GetValueOrDefault(name) ?? new RecentActivity();
        return new AgentMetrics
        {
            Agent = name,
            Processes = load?.Processes,
            CpuPercent = Percent(load?.Cpu, capacity),
            Memory = load?.Memory,
            ActiveSessions = did?.Active,
            TokensPerMinute = did?.Sums.Tokens.Total,
            CostPerMinute = did is { Sums.Requests: 0 } ? 0 : did?.Sums.Cost,
            RequestsPerMinute = did?.Sums.Requests,
            Failures = did is { Failed: > 0 } ? did.Failed : null,
        };
    }

    // Without a price of any agent there is no sum, but what has one is summed, as in reports.
    private static decimal? CostOf(AgentMetrics[] each)
    {
        decimal[] known = [.. each.Select(agent => agent.CostPerMinute).OfType<decimal>()];
        return known.Length > 0 ? known.Sum() : null;
    }

    private void FindAgents(DateTimeOffset now)
    {
        if (programs is not null && now - agentsAt < PlacesAge)
            return;
        agents = places();
        programs = new AgentPrograms(agents, environment);
        agentsAt = now;
    }

    private static long? Sum(IReadOnlyDictionary<string, RecentActivity>? activity, Func<RecentActivity, long> value) =>
        activity?.Values.Sum(value);

    private static decimal? Percent(long? part, long whole) =>
        part is { } known && whole > 0 ? Math.Round(Math.Min(100, 100m * known / whole), PercentDigits) : null;
}
