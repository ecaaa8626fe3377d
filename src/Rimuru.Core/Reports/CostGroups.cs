using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>
/// Maps cells of the ledger to the groups of a query, and groups to records. Each dimension and each quarter hour is mapped once.
/// </summary>
internal sealed class CostGroups
{
    private readonly ILedgerQueries queries;
    private readonly CostQuery query;
    private readonly TimeBuckets? buckets;
    private readonly bool[] by = new bool[Groupings.All.Count];
    private readonly KeptNames kept;
    private readonly Dictionary<int, int> groupOfDimension = [];
    private readonly Dictionary<Dimension, int> groupOfNames;
    private readonly List<Dimension> dimensions = [];
    private readonly List<string?> names = [];
    private readonly Dictionary<int, CostRecord> namesOfGroup = [];
    private readonly Dictionary<long, string> timeNames = [];
    private readonly Dictionary<string, Period> periods = new(StringComparer.Ordinal);
    private readonly Lazy<ShortIds> shortIds;
    private static readonly ToolNames NoNames = new(null, null, null);

    public CostGroups(ILedgerQueries queries, CostQuery query, Func<ShortIds>? shortIds = null)
    {
        this.queries = queries;
        this.query = query;
        this.shortIds = new Lazy<ShortIds>(shortIds ?? (() => ShortIds.In(queries)));
        for (int i = 0; i < query.By.Count; i++)
        {
            by[(int)query.By[i]] = true;
            ByTime |= TimeBuckets.IsTime(query.By[i]);
        }

        kept = new KeptNames([
            .. Groupings.All.Where(grouping => IsKept(grouping.Key)).Select(grouping => grouping.NameOf).OfType<Func<Dimension, string?>>(),
        ]);
        groupOfNames = new Dictionary<Dimension, int>(kept);

        // Loading time zones reads files, so it is done only if needed.
        if (ByTime)
            buckets = new TimeBuckets(query.Zone ?? TimeZoneInfo.Local);
    }

    public bool ByTime { get; }

    public bool BySession => Has(CostGrouping.Session);

    /// <summary>True if the hourly sums are enough for the query.</summary>
    public bool AreByHour =>
        query.By.All(key => Groupings.Of(key).IsByHour) && query.Filter.NamesOnlyModels && (!ByTime || buckets!.AreOfWholeHours);

    /// <summary>True if daily sums are worth reading: few periods of the query begin within a day of UTC.</summary>
    public bool AreByDay => !Has(CostGrouping.Hour) && (!Has(CostGrouping.Day) || buckets!.AreOfUtcDays);

    /// <summary>True if only requests that used tools are in the groups.</summary>
    public bool ByUse => Groupings.Overlap(query.By) || !query.Tools.IsEmpty;

    /// <summary>The names of a group in one text, by which groups with equal sums are ordered.</summary>
    public string NameOf(int group) => names[group] ??= kept.TextOf(dimensions[group]);

    /// <summary>A group's names without time, session or sums.</summary>
    public CostRecord NamesOf(int group)
    {
        if (!namesOfGroup.TryGetValue(group, out CostRecord? known))
            namesOfGroup.Add(group, known = ToRecord("", null, group, default, new CreditSum(), null));
        return known;
    }

    /// <summary>The names of a use, reduced to what the query groups by; null if the query leaves the use out.</summary>
    public ToolNames? Of(ToolNames use)
    {
        if (!query.Tools.Matches(use))
            return null;
        ToolNames reduced = new(
            Has(CostGrouping.Tool) ? use.Tool : null,
            Has(CostGrouping.McpServer) ? use.Server : null,
            Has(CostGrouping.Skill) ? use.Skill : null
        );

        // A tool of no server is no group of servers, but beside a tool the server may be missing.
        return Groupings.Overlap(query.By) && reduced == NoNames ? null : reduced;
    }

    /// <summary>True if the filter selects a dimension.</summary>
    public bool Has(int dimension) => query.Filter.NamesNothing || Of(dimension) is not null;

    /// <summary>The group of a dimension, reduced to what the query groups by; null if the filter excludes it.</summary>
    public int? Of(int dimension)
    {
        if (groupOfDimension.TryGetValue(dimension, out int known))
            return known < 0 ? null : known;
        Dimension whole = queries.DimensionOf(dimension);
        int group = query.Filter.Matches(whole) ? GroupOf(whole) : -1;
        groupOfDimension.Add(dimension, group);
        return group < 0 ? null : group;
    }

    /// <summary>The names of all time groupings of the query, joined by a bar.</summary>
    public string TimeOf(long unixMs)
    {
        long quarter = QuarterHour.Of(unixMs);
        if (timeNames.TryGetValue(quarter, out string? known))
            return known;
        List<string> spans = [];
        Period period = Period.Always;
        for (CostGrouping grouping = CostGrouping.Hour; TimeBuckets.IsTime(grouping); grouping++)
        {
            if (!Has(grouping))
                continue;
            spans.Add(buckets!.NameOf(grouping, unixMs));
            period = period.Within(buckets.PeriodOf(grouping, unixMs));
        }

        known = string.Join('|', spans);
        timeNames.Add(quarter, known);
        periods.TryAdd(known, period);
        return known;
    }

    /// <summary>True if two instants, a day apart at most, are in the same periods of the query, as are all between them.</summary>
    public bool AreSame(long unixMs, long laterMs) => TimeOf(unixMs) == TimeOf(laterMs);

    public CostRecord ToRecord(string time, StoredSession? session, int group, in Sums sums, CreditSum credits, CostUses? uses)
    {
        Dimension d = dimensions[group];
        Period? period = periods.GetValueOrDefault(time);
        string[] spans = time.Length == 0 ? [] : time.Split('|');
        int next = 0;
        string? Span(CostGrouping grouping) => Has(grouping) && next < spans.Length ? spans[next++] : null;
        return new CostRecord
        {
            // In the order that TimeOf uses.
            Hour = Span(CostGrouping.Hour),
            Day = Span(CostGrouping.Day),
            Week = Span(CostGrouping.Week),
            Month = Span(CostGrouping.Month),
            Year = Span(CostGrouping.Year),
            PeriodStart = period?.Start,
            PeriodEnd = period?.End,
            Agent = Kept(CostGrouping.Agent, d.Agent),
            Provider = Kept(CostGrouping.Provider, d.Provider),
            Model = Kept(CostGrouping.Model, d.Model),
            Project = Has(CostGrouping.Project) ? d.Project : session?.Project,
            Branch = Kept(CostGrouping.Branch, d.Branch),
            SessionId = session?.SessionId,
            ShortId = session is null ? null : shortIds.Value.Of(session.SessionId),
            SubAgent = Kept(CostGrouping.SubAgent, d.SubAgent),
            Machine = Kept(CostGrouping.Machine, d.Machine),
            User = Kept(CostGrouping.User, d.User),
            Evidence = Has(CostGrouping.Evidence) ? d.Evidence : null,
            Tool = uses?.Names.Tool,
            McpServer = uses?.Names.Server,
            Skill = uses?.Names.Skill,
            Uses = uses?.Count,
            Sessions = uses?.Sessions.Count,
            LastUse = Moment.Of(uses?.LastMs),
            FirstActivity = Moment.Of(session?.FirstMs),
            LastActivity = Moment.Of(session?.LastMs),
            Requests = sums.Requests,
            InputTokens = sums.Tokens.Input,
            CacheReadTokens = sums.Tokens.CacheRead,
            CacheWrite5mTokens = sums.Tokens.CacheWrite5m,
            CacheWrite1hTokens = sums.Tokens.CacheWrite1h,
            OutputTokens = sums.Tokens.Output,
            ReasoningTokens = sums.Tokens.Reasoning,
            WebSearches = sums.WebSearches,
            Cost = sums.Cost,
            CacheSavings = sums.CacheSavings,
            UnpricedRequests = sums.UnpricedRequests,
            UnpricedTokens = sums.UnpricedTokens,
            IncludedRequests = sums.IncludedRequests,
            ReportedCredits = credits.Amount,
            CreditUnit = credits.Unit,
        };
    }

    private bool Has(CostGrouping grouping) => by[(int)grouping];

    /// <summary>The group of a dimension, which stands for all that have the same names in it.</summary>
    private int GroupOf(Dimension dimension)
    {
        if (groupOfNames.TryGetValue(dimension, out int group))
            return group;
        group = dimensions.Count;
        groupOfNames.Add(dimension, group);
        dimensions.Add(dimension);
        names.Add(null);
        return group;
    }

    /// <summary>
    /// True if groups have the name. Grouping by session keeps the agent: each session has exactly one, and its id does not show which.
    /// </summary>
    private bool IsKept(CostGrouping key) => Has(key) || (key == CostGrouping.Agent && BySession);

    private string? Kept(CostGrouping key, string? name) => IsKept(key) ? name : null;

    /// <summary>
    /// Dimensions are in one group if they have the same names in it. A new record of each dimension would cost more than the sums.
    /// </summary>
    private sealed class KeptNames(Func<Dimension, string?>[] all) : IEqualityComparer<Dimension>
    {
        public bool Equals(Dimension? a, Dimension? b) => Array.TrueForAll(all, nameOf => nameOf(a!) == nameOf(b!));

        public int GetHashCode(Dimension dimension)
        {
            HashCode hash = default;
            foreach (Func<Dimension, string?> nameOf in all)
                hash.Add(nameOf(dimension));
            return hash.ToHashCode();
        }

        public string TextOf(Dimension dimension) => string.Join('\0', all.Select(nameOf => nameOf(dimension)));
    }
}
