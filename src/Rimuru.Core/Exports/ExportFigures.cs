using System.Globalization;

namespace Rimuru.Core.Exports;

/// <summary>
/// The figures of a selection, for formats that draw them: sums by day and name, the models' caches, the dearest sessions.
/// </summary>
internal sealed class ExportFigures
{
    /// <summary>How many sessions are listed.</summary>
    public const int MostSessions = 10;

    public required DateTimeOffset Made { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The names that were selected, in words; empty for all.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    public CostSum Total { get; } = new();

    /// <summary>The sums of each day.</summary>
    public SortedDictionary<DateTime, CostSum> Days { get; } = [];

    public FiguresByName Agents { get; } = new();

    public FiguresByName Models { get; } = new();

    public FiguresByName Projects { get; } = new();

    /// <summary>The sums of each model, those with the largest prompts first.</summary>
    public IEnumerable<KeyValuePair<string, CostSum>> Caches => Models.Names.OrderByDescending(model => model.Value.Prompt);

    public long Sessions { get; private set; }

    /// <summary>The sessions with the highest cost in the selection, with what the ledger knows of them.</summary>
    public List<(CostRecord Sum, Session? Session)> Top { get; } = [];

    public string Currency { get; private set; } = "USD";

    /// <summary>True if nothing has a cost, so that tokens are drawn.</summary>
    public bool IsOfTokens => Total.Cost == 0;

    /// <summary>What is drawn of a sum.</summary>
    public decimal ValueOf(CostSum sum) => IsOfTokens ? sum.Tokens : sum.Cost;

    /// <summary>Adds the records of a query by day, agent, model and project.</summary>
    public void Add(CostRecord record)
    {
        Currency = record.Currency;
        Total.Add(record);
        DateTime day = DateTime.ParseExact(record.Day!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!Days.TryGetValue(day, out CostSum? sum))
            Days.Add(day, sum = new CostSum());
        sum.Add(record);
        Agents.Add(day, record.Agent, record);
        Models.Add(day, record.Model, record);
        Projects.Add(day, record.Project, record);
    }

    /// <summary>Counts sessions, and keeps the dearest ones.</summary>
    public void AddSessions((long Count, List<CostRecord> Dearest) sessions)
    {
        Sessions += sessions.Count;
        Top.AddRange(sessions.Dearest.Select(record => (record, (Session?)null)));
        Top.Sort((one, other) => (other.Sum.Cost ?? -1, other.Sum.TotalTokens).CompareTo((one.Sum.Cost ?? -1, one.Sum.TotalTokens)));
        if (Top.Count > MostSessions)
            Top.RemoveRange(MostSessions, Top.Count - MostSessions);
    }

    /// <summary>Adds what the ledger knows of the dearest sessions.</summary>
    public void Describe(IEnumerable<Session> sessions)
    {
        foreach (Session session in sessions)
        {
            int at = Top.FindIndex(one => one.Sum.SessionId == session.SessionId);
            if (at >= 0)
                Top[at] = (Top[at].Sum, session);
        }
    }
}

/// <summary>Sums of one grouping by day and name.</summary>
internal sealed class FiguresByName
{
    private readonly Dictionary<string, CostSum> names = new(StringComparer.Ordinal);
    private readonly Dictionary<(DateTime Day, string Name), CostSum> cells = [];

    /// <summary>The names with their sums.</summary>
    public IReadOnlyDictionary<string, CostSum> Names => names;

    public CostSum? Of(DateTime day, string name) => cells.GetValueOrDefault((day, name));

    public void Add(DateTime day, string? name, CostRecord record)
    {
        name ??= "";
        if (!names.TryGetValue(name, out CostSum? sum))
            names.Add(name, sum = new CostSum());
        sum.Add(record);
        if (!cells.TryGetValue((day, name), out CostSum? cell))
            cells.Add((day, name), cell = new CostSum());
        cell.Add(record);
    }
}

/// <summary>A sum of costs and tokens.</summary>
internal sealed class CostSum
{
    public decimal Cost { get; private set; }

    public long Requests { get; private set; }

    public long UnpricedRequests { get; private set; }

    public long Input { get; private set; }

    public long CacheRead { get; private set; }

    public long CacheWrite { get; private set; }

    public long Output { get; private set; }

    public long Prompt => Input + CacheRead + CacheWrite;

    public long Tokens => Prompt + Output;

    /// <summary>The share of the prompt tokens that came from a cache; null without a prompt.</summary>
    public decimal? HitShare => Prompt == 0 ? null : 100m * CacheRead / Prompt;

    public void Add(CostRecord record)
    {
        Cost += record.Cost ?? 0;
        Requests += record.Requests;
        UnpricedRequests += record.UnpricedRequests;
        Input += record.InputTokens;
        CacheRead += record.CacheReadTokens;
        CacheWrite += record.CacheWrite5mTokens + record.CacheWrite1hTokens;
        Output += record.OutputTokens;
    }
}
