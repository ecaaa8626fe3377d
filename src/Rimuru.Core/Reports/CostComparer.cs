namespace Rimuru.Core.Reports;

/// <summary>Adds up two time ranges by the same groups.</summary>
internal sealed class CostComparer(Func<CostQuery, CostReport> costs, ComparisonQuery query)
{
    private readonly Dictionary<CostRecord, Pair> groups = [];

    /// <summary>Returns the groups, largest cost change first.</summary>
    /// <param name="unpriced">Called for every model without a price, once a range.</param>
    /// <param name="stop">Cancels it.</param>
    public IEnumerable<CostComparison> Run(Action<UnpricedUsage> unpriced, CancellationToken stop)
    {
        if (query.By.Count == 0)
            groups.Add(new CostRecord(), new Pair());
        Add(query.Filter, pair => pair.Now, unpriced, stop);
        Add(query.Previous, pair => pair.Before, unpriced, stop);
        return groups
            .Select(group => Compare(group.Key, group.Value))
            .OrderByDescending(row => Math.Abs(row.CostChange ?? 0))
            .ThenByDescending(row => row.TotalTokens)
            .ThenBy(row => $"{row.Agent}\n{row.Provider}\n{row.Model}\n{row.Project}", StringComparer.Ordinal);
    }

    private void Add(ReportFilter filter, Func<Pair, Total> side, Action<UnpricedUsage> unpriced, CancellationToken stop)
    {
        CostReport report = costs(
            new CostQuery
            {
                By = [.. query.By, CostGrouping.Session],
                Filter = filter,
                Source = query.Source,
            }
        );
        foreach (CostRecord record in report.Run(stop))
        {
            CostRecord name = NameOf(record);
            if (!groups.TryGetValue(name, out Pair? pair))
                groups.Add(name, pair = new Pair());
            side(pair).Add(record);
        }

        foreach (UnpricedUsage usage in report.UnpricedModels.Values)
            unpriced(usage);
    }

    /// <summary>A record with only the names of its group, as a key.</summary>
    private CostRecord NameOf(CostRecord record) =>
        new()
        {
            Agent = Has(CostGrouping.Agent) ? record.Agent : null,
            Provider = record.Provider,
            Model = record.Model,
            Project = Has(CostGrouping.Project) ? record.Project : null,
            Branch = record.Branch,
            SubAgent = record.SubAgent,
            Machine = record.Machine,
            User = record.User,
            Evidence = record.Evidence,
        };

    private CostComparison Compare(CostRecord name, Pair pair) =>
        new()
        {
            Agent = name.Agent,
            Provider = name.Provider,
            Model = name.Model,
            Project = name.Project,
            Branch = name.Branch,
            SubAgent = name.SubAgent,
            Machine = name.Machine,
            User = name.User,
            Evidence = name.Evidence,
            Since = query.Filter.Since!.Value,
            Until = query.Filter.Until!.Value,
            PreviousSince = query.Previous.Since!.Value,
            PreviousUntil = query.Previous.Until!.Value,
            Cost = pair.Now.Cost,
            PreviousCost = pair.Before.Cost,
            Requests = pair.Now.Requests,
            PreviousRequests = pair.Before.Requests,
            TotalTokens = pair.Now.Tokens,
            PreviousTotalTokens = pair.Before.Tokens,
            Sessions = pair.Now.Sessions.Count,
            PreviousSessions = pair.Before.Sessions.Count,
            UnpricedRequests = pair.Now.Unpriced,
            PreviousUnpricedRequests = pair.Before.Unpriced,
        };

    private bool Has(CostGrouping grouping) => query.By.Contains(grouping);

    private sealed record Pair
    {
        public Total Now { get; } = new();

        public Total Before { get; } = new();
    }

    private sealed class Total
    {
        private decimal? priced;

        public HashSet<(string? Agent, string? Session)> Sessions { get; } = [];

        public long Requests { get; private set; }

        public long Tokens { get; private set; }

        public long Unpriced { get; private set; }

        /// <summary>The cost of a range: zero if there was no usage, null if none of it has a price.</summary>
        public decimal? Cost => priced ?? (Unpriced == 0 ? 0 : null);

        public void Add(CostRecord record)
        {
            if (record.Cost is { } cost)
                priced = (priced ?? 0) + cost;
            Sessions.Add((record.Agent, record.SessionId));
            Requests += record.Requests;
            Tokens += record.TotalTokens;
            Unpriced += record.UnpricedRequests;
        }
    }
}
