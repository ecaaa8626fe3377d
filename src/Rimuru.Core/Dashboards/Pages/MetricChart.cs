using System.Globalization;
using Rimuru.Core.Exports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>A number over time, of the machine or of each agent: the average of each part.</summary>
/// <param name="request">The zone of times.</param>
/// <param name="span">The time, and the length of a bar.</param>
/// <param name="since">Its start.</param>
/// <param name="name">The number.</param>
/// <param name="records">What was measured.</param>
internal sealed class MetricChart(
    PageRequest request,
    MetricSpan span,
    DateTimeOffset since,
    MetricName name,
    IReadOnlyList<MetricRecord> records
)
{
    private const int MostSeries = 6;

    /// <summary>True if each agent is a part of its own.</summary>
    public bool IsByAgent { get; init; }

    public static string Size(decimal bytes) =>
        bytes >= 1e9m
            ? $"{(bytes / 1e9m).ToString("0.##", CultureInfo.InvariantCulture)} GB"
            : $"{(bytes / 1e6m).ToString("0.#", CultureInfo.InvariantCulture)} MB";

    public void Write(TextWriter html)
    {
        html.Write($"<section class=\"card\"><h2>{Title} <small>{Detail}</small></h2>");
        string?[] ranked = [.. Ranked()];
        if (ranked.Length == 0)
            html.Write($"<p class=\"none\">{(records.Count == 0 ? "Nothing was measured in this time." : "None in this time.")}</p>");
        else
            Plot(ranked).Write(html);
        html.Write("</section>\n");
    }

    private string Title =>
        (name, IsByAgent) switch
        {
            (MetricName.Cpu, false) => "Processors of the machine",
            (MetricName.Memory, false) => "Memory of the machine",
            (MetricName.Cpu, true) => "Processors by agent",
            (MetricName.Memory, true) => "Memory by agent",
            (MetricName.Tokens, _) => "Tokens a minute",
            (MetricName.Cost, _) => "Cost a minute, in USD",
            (MetricName.ActiveSessions, _) => "Active sessions",
            _ => name.ToString(),
        };

    private string Detail => $"average of each {StepName}{(IsByAgent ? "" : $", of {records.Sum(record => record.Samples):N0} samples")}";

    private string StepName =>
        span.Step.TotalMinutes switch
        {
            1 => "minute",
            60 => "hour",
            1440 => "day",
            _ => FormattableString.Invariant($"{span.Step.TotalHours:0} hours"),
        };

    /// <summary>The agents that did something, the most first; null stands for the machine.</summary>
    private IEnumerable<string?> Ranked() =>
        records
            .GroupBy(record => record.Agent)
            .Select(agent => (Agent: agent.Key, Sum: agent.Sum(record => record.Average)))
            .Where(agent => agent.Sum > 0 || !IsByAgent)
            .OrderByDescending(agent => agent.Sum)
            .ThenBy(agent => agent.Agent, StringComparer.Ordinal)
            .Select(agent => agent.Agent);

    private BarPlot Plot(string?[] ranked)
    {
        List<DateTimeOffset> starts = [];
        DateTimeOffset first = since.AddTicks(-(since.UtcTicks % span.Step.Ticks));
        for (DateTimeOffset start = first; start <= request.Now; start += span.Step)
            starts.Add(start);
        bool hasOthers = ranked.Length > MostSeries + 1;
        string?[] drawn = hasOthers ? ranked[..MostSeries] : ranked;
        Dictionary<(int, int), decimal> values = [];
        foreach (MetricRecord record in records)
        {
            int series = Array.IndexOf(drawn, record.Agent);
            if (series < 0 && (!hasOthers || !ranked.Contains(record.Agent)))
                continue;
            (int, int) place = ((int)((record.Start - first).Ticks / span.Step.Ticks), series < 0 ? drawn.Length : series);
            values[place] = values.GetValueOrDefault(place) + record.Average;
        }

        List<PlotSeries> all = [.. drawn.Select((agent, i) => new PlotSeries(agent ?? records[0].Machine, $"s{i}", AverageOf([agent])))];
        if (hasOthers)
            all.Add(new PlotSeries("others", "so", AverageOf(ranked[MostSeries..])));
        return new BarPlot(
            StepName,
            [.. starts.Select(start => new PlotBar(Label(start, isFull: true), Label(start, isFull: false)))],
            all,
            values,
            new PlotText(Shown, Cell, AtAxis)
        )
        {
            HasTotals = all.Count > 1,
        };
    }

    private string AverageOf(string?[] agents)
    {
        MetricRecord[] of = [.. records.Where(record => agents.Contains(record.Agent))];
        return Shown(agents.Length * of.Sum(record => record.Average * record.Samples) / of.Sum(record => record.Samples));
    }

    private string Shown(decimal value) =>
        name switch
        {
            MetricName.Cpu => $"{value.ToString("0.##", CultureInfo.InvariantCulture)} %",
            MetricName.Memory => Size(value),
            MetricName.Cost => $"{CellText.Money(decimal.Round(value, 4))} USD",
            _ => HtmlText.Brief(decimal.Round(value, value < 100 ? 2 : 0)),
        };

    private string AtAxis(decimal value) =>
        name == MetricName.Cost ? value.ToString("0.#####", CultureInfo.InvariantCulture) : Shown(value);

    private string Cell(decimal value) =>
        name switch
        {
            MetricName.Memory => CellText.Bytes((long)value),
            MetricName.Cost => CellText.Money(decimal.Round(value, 9)),
            _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
        };

    /// <summary>The start of a bar. Days are those of UTC, as they are kept.</summary>
    private string Label(DateTimeOffset start, bool isFull)
    {
        bool isDay = span.Step >= TimeSpan.FromDays(1);
        DateTimeOffset shown = isDay ? start.ToUniversalTime() : TimeZoneInfo.ConvertTime(start, request.Zone);
        string format = (isDay, isFull) switch
        {
            (true, true) => "yyyy-MM-dd",
            (true, false) => "d MMM",
            (false, true) => "yyyy-MM-dd HH:mm",
            _ => span.Length > TimeSpan.FromDays(1) ? "d MMM" : "HH:mm",
        };
        return shown.ToString(format, CultureInfo.InvariantCulture);
    }
}
