using System.Text;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Charts;

/// <summary>One bar for each value of a grouping, divided into the parts of another one.</summary>
/// <param name="query">The groupings: that of the bars, then that of the parts if there is one.</param>
/// <param name="unit">What the bars measure.</param>
/// <param name="style">How it is written.</param>
internal sealed class BarChart(CostQuery query, BudgetUnit unit, ChartStyle style)
{
    /// <summary>Of names, only so many bars are drawn; the rest is one bar.</summary>
    private const int MostBars = 20;

    /// <summary>Of times, those without usage are drawn only up to so many bars: one wrong clock may log the year 9000.</summary>
    private const int MostTimes = 10_000;

    private const int LongestLabel = 24;
    private const string Rest = "others";
    private const string Nothing = "(none)";

    private readonly Grouping axis = Groupings.Of(query.By[0]);
    private readonly Grouping? parts = query.By.Count > 1 ? Groupings.Of(query.By[1]) : null;

    public IEnumerable<string> Draw(IReadOnlyList<CostRecord> records)
    {
        List<Bar> bars = axis.Kind == GroupingKind.Time ? OfTimes(records) : OfNames(records);
        if (bars.Count == 0)
            return [];
        List<string> named = NamesOfParts(records);
        string[] labels = [.. bars.Select(bar => DisplayText.Cut(DisplayText.OneLine(bar.Label), LongestLabel))],
            values = [.. bars.Select(bar => ChartStyle.ValueOf(bar.Total, unit))];
        int label = labels.Max(DisplayText.Width),
            value = values.Max(text => text.Length),
            room = style.Width - label - value - 3;
        decimal most = bars.Max(bar => bar.Total);
        List<string> lines = [];
        for (int i = 0; i < bars.Count; i++)
        {
            string padding = new(' ', label - DisplayText.Width(labels[i]));
            lines.Add($"{labels[i]}{padding}  {values[i].PadLeft(value)} {Cells(bars[i], named, most, room)}".TrimEnd());
        }

        return parts is null ? lines : [.. lines, "", .. Legend(bars, named)];
    }

    /// <summary>The periods from the first to the last with usage, those without any too unless they are too many.</summary>
    private List<Bar> OfTimes(IReadOnlyList<CostRecord> records)
    {
        TimeBuckets buckets = new(query.Zone ?? TimeZoneInfo.Local);
        Dictionary<string, Bar> bars = new(StringComparer.Ordinal);
        List<Bar> ordered = [];
        if (records.Count == 0)
            return ordered;
        DateTimeOffset last = records.Max(record => record.PeriodStart!.Value);
        for (DateTimeOffset at = records.Min(record => record.PeriodStart!.Value); at <= last && ordered.Count <= MostTimes; )
        {
            long ms = at.ToUnixTimeMilliseconds();
            Bar bar = new(buckets.NameOf(axis.Key, ms));
            ordered.Add(bar);
            bars[bar.Label] = bar;
            DateTimeOffset end = buckets.PeriodOf(axis.Key, ms).End;
            at = end > at ? end : DateTimeOffset.MaxValue;
        }

        if (ordered.Count > MostTimes)
        {
            string[] used = [.. records.OrderBy(record => record.PeriodStart).Select(record => axis.ValueOf(record)!).Distinct()];
            ordered = [.. used.Select(time => new Bar(time))];
            bars = ordered.ToDictionary(bar => bar.Label, StringComparer.Ordinal);
        }

        foreach (CostRecord record in records)
            bars[axis.ValueOf(record)!].Add(PartOf(record), AmountOf(record));
        return ordered;
    }

    private List<Bar> OfNames(IReadOnlyList<CostRecord> records)
    {
        List<Bar> bars = [];
        foreach (IGrouping<string, CostRecord> group in records.GroupBy(record => axis.ValueOf(record) ?? Nothing))
        {
            Bar bar = new(axis.Kind == GroupingKind.Session ? group.First().ShortId ?? group.Key : group.Key);
            foreach (CostRecord record in group)
                bar.Add(PartOf(record), AmountOf(record));
            bars.Add(bar);
        }

        bars.Sort((a, b) => b.Total.CompareTo(a.Total));
        if (bars.Count <= MostBars)
            return bars;
        Bar rest = new($"{bars.Count - MostBars + 1} {Rest}");
        foreach (Bar bar in bars.Skip(MostBars - 1))
            rest.Add(bar);
        return [.. bars.Take(MostBars - 1), rest];
    }

    /// <summary>The names of the largest parts, the largest first; what is left shares the last colour.</summary>
    private List<string> NamesOfParts(IReadOnlyList<CostRecord> records) =>
        [
            .. records
                .GroupBy(PartOf)
                .OrderByDescending(group => group.Sum(AmountOf))
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Take(ChartStyle.Parts - 1)
                .Select(group => group.Key),
        ];

    private string PartOf(CostRecord record) => parts is null ? "" : parts.ValueOf(record) ?? Nothing;

    /// <summary>The cells of a bar. Every part gets its share of them, rounded so that together they are the bar.</summary>
    private string Cells(Bar bar, List<string> named, decimal most, int room)
    {
        if (bar.Total <= 0 || most <= 0)
            return "";
        int width = Math.Max(1, (int)decimal.Round(bar.Total / most * room));
        StringBuilder cells = new();
        decimal before = 0;
        int drawn = 0;
        for (int part = 0; part < ChartStyle.Parts; part++)
        {
            before += AmountOfPart(bar, named, part);
            int end = (int)decimal.Round(before / bar.Total * width);
            cells.Append(style.Cells(part, end - drawn));
            drawn = end;
        }

        return cells.ToString();
    }

    private static decimal AmountOfPart(Bar bar, List<string> named, int part)
    {
        if (part < named.Count && part < ChartStyle.Parts - 1)
            return bar.Of(named[part]);
        return part == ChartStyle.Parts - 1 ? bar.Total - named.Sum(bar.Of) : 0;
    }

    /// <summary>What the parts are, with what each came to; as many on a line as there is room for.</summary>
    private IEnumerable<string> Legend(List<Bar> bars, List<string> named)
    {
        List<(string Text, int Width)> entries = [];
        for (int part = 0; part < ChartStyle.Parts; part++)
        {
            decimal sum = bars.Sum(bar => AmountOfPart(bar, named, part));
            if (sum == 0)
                continue;
            string name = part < named.Count ? DisplayText.Cut(DisplayText.OneLine(named[part]), LongestLabel) : Rest;
            string text = $"{name} {ChartStyle.ValueOf(sum, unit)}";
            entries.Add(($"{style.Cells(part, 1)} {text}", DisplayText.Width(text) + 2));
        }

        return style.Lines(entries);
    }

    private decimal AmountOf(CostRecord record) => UnitAmount.Of(record, unit);

    private sealed class Bar(string label)
    {
        private readonly Dictionary<string, decimal> amounts = new(StringComparer.Ordinal);

        public string Label => label;

        public decimal Total { get; private set; }

        public decimal Of(string part) => amounts.GetValueOrDefault(part);

        public void Add(string part, decimal amount)
        {
            amounts[part] = Of(part) + amount;
            Total += amount;
        }

        public void Add(Bar other)
        {
            foreach ((string part, decimal amount) in other.amounts)
                Add(part, amount);
        }
    }
}
