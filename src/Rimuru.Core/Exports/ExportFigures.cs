using System.Globalization;
using System.Runtime.InteropServices;
using Rimuru.Core.Records;

namespace Rimuru.Core.Exports;

/// <summary>
/// The figures of a selection, for formats that draw them: sums by day and name, the models' caches, the dearest sessions.
/// </summary>
internal sealed class ExportFigures
{
    /// <summary>How many sessions are listed.</summary>
    public const int MostSessions = 10;

    private readonly Dictionary<string, DateTime> dates = new(StringComparer.Ordinal);

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
    public IEnumerable<(string Model, CostSum Sum)> Caches =>
        Models.Names.Select(model => (model.Key, model.Value.Sum)).OrderByDescending(model => model.Sum.Prompt);

    public long Sessions { get; private set; }

    /// <summary>The sessions with the highest cost in the selection, with what the ledger knows of them.</summary>
    public List<(CostRecord Sum, Session? Session)> Top { get; } = [];

    public string Currency { get; } = "USD";

    /// <summary>True if nothing has a cost, so that tokens are drawn.</summary>
    public bool IsOfTokens => Total.Cost == 0;

    /// <summary>What is drawn of a sum.</summary>
    public decimal ValueOf(CostSum sum) => IsOfTokens ? sum.Tokens : sum.Cost;

    /// <summary>What is drawn of a name on a day.</summary>
    public decimal ValueOf(DayFigure figure) => IsOfTokens ? figure.Tokens : figure.CostNano.Usd;

    /// <summary>Adds a part of a query by day, agent, model and project.</summary>
    public void Add(string day, CostRecord names, in Sums sums)
    {
        if (!dates.TryGetValue(day, out DateTime date))
            dates.Add(day, date = DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        Total.Add(sums);
        if (!Days.TryGetValue(date, out CostSum? sum))
            Days.Add(date, sum = new CostSum());
        sum.Add(sums);
        Agents.Add(date, names.Agent, sums);
        Models.Add(date, names.Model, sums);
        Projects.Add(date, names.Project, sums);
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
            int at = Top.FindIndex(one => (one.Sum.Agent, one.Sum.SessionId) == (session.Agent, session.SessionId));
            if (at >= 0)
                Top[at] = (Top[at].Sum, session);
        }
    }
}

/// <summary>Sums of one grouping by day and name.</summary>
internal sealed class FiguresByName
{
    private readonly Dictionary<string, NameFigures> names = new(StringComparer.Ordinal);

    /// <summary>The names with their sums.</summary>
    public IReadOnlyDictionary<string, NameFigures> Names => names;

    public void Add(DateTime day, string? name, in Sums sums)
    {
        name ??= "";
        if (!names.TryGetValue(name, out NameFigures? figures))
            names.Add(name, figures = new NameFigures());
        figures.Add(day, sums);
    }
}

/// <summary>The sums of a name, and what is drawn of its days.</summary>
internal sealed class NameFigures
{
    private readonly Dictionary<DateTime, DayFigure> days = [];

    public CostSum Sum { get; } = new();

    /// <summary>The days on which it was used.</summary>
    public IEnumerable<KeyValuePair<DateTime, DayFigure>> Days => days;

    public void Add(DateTime day, in Sums sums)
    {
        Sum.Add(sums);
        ref DayFigure figure = ref CollectionsMarshal.GetValueRefOrAddDefault(days, day, out _);
        figure = new DayFigure(figure.CostNano + sums.CostNano, figure.Tokens + sums.Tokens.Total);
    }
}

/// <summary>What is drawn of a name on a day.</summary>
internal readonly record struct DayFigure(NanoUsd CostNano, long Tokens);

/// <summary>A sum of costs and tokens.</summary>
internal sealed class CostSum
{
    private Sums sums;

    public decimal Cost => sums.CostNano.Usd;

    public long Requests => sums.Requests;

    public long UnpricedRequests => sums.UnpricedRequests;

    public long Input => sums.Tokens.Input;

    public long CacheRead => sums.Tokens.CacheRead;

    public long CacheWrite => sums.Tokens.CacheWrite5m + sums.Tokens.CacheWrite1h;

    public long Output => sums.Tokens.Output;

    public long Prompt => sums.Tokens.Prompt;

    public long Tokens => sums.Tokens.Total;

    /// <summary>The share of the prompt tokens that came from a cache; null without a prompt.</summary>
    public decimal? HitShare => CacheRate.Of(Input, CacheRead, CacheWrite);

    public void Add(in Sums more) => sums.Add(more);
}
