using System.Globalization;
using Rimuru.Core.Exports;
using Rimuru.Core.Metrics;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>What the machine and the agents on it do, now and in the time before.</summary>
internal static class MetricPage
{
    private const string Span = "span",
        Unknown = "n/a";

    private static readonly string Machine = PageRequest.NameOf(CostGrouping.Machine);

    private static readonly MetricSpan[] Spans =
    [
        new("1h", "1 hour", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
        new("1d", "24 hours", TimeSpan.FromDays(1), TimeSpan.FromHours(1)),
        new("7d", "7 days", TimeSpan.FromDays(7), TimeSpan.FromHours(2)),
        new("30d", "30 days", TimeSpan.FromDays(30), TimeSpan.FromDays(1)),
        new("90d", "90 days", TimeSpan.FromDays(90), TimeSpan.FromDays(1)),
    ];

    public static IEnumerable<Section> Sections(PageRequest request)
    {
        SystemMetrics? now = request.Measured;
        yield return new MarkupSection(html => WriteNow(html, now, request.Engine.Config.MetricsEnabled));
        if (now is not null)
            yield return new TableSection<AgentMetrics>(
                "now",
                "Agents now",
                MetricViews.Agent.InCommand,
                now.Agents.OrderByDescending(agent => agent.CpuPercent).ThenByDescending(agent => agent.TokensPerMinute)
            )
            {
                Detail = $"on {now.Machine}, each with what it has started",
                Empty = "No agent is on this machine.",
            };

        MetricSpan span = Array.Find(Spans, one => one.Name == request[Span]) ?? Spans[0];
        DateTimeOffset since = request.Now - span.Length;
        List<MetricRecord> all = [.. request.Engine.Metrics.Find(new MetricQuery { Since = since, Step = span.Step }, request.Stop)];
        string[] machines = [.. all.Select(record => record.Machine).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string? machine = request[Machine] ?? (machines.Contains(now?.Machine) ? now?.Machine : machines.FirstOrDefault());
        yield return new MarkupSection(html => WriteChoices(request, html, span, machine, machines));
        List<MetricRecord> shown = [.. all.Where(record => record.Machine == machine)];
        if (shown.Count > 0)
            yield return new MarkupSection(html => WriteCharts(request, html, span, since, shown.ToLookup(record => record.Name)));
        yield return new TableSection<MetricRecord>(
            "metrics",
            "What was measured",
            MetricViews.Record.InCommand,
            shown.OrderByDescending(record => record.Start)
        )
        {
            Detail = span.Title,
            Empty = "Nothing was measured in this time. A minute is here when it is over.",
        };
    }

    private static void WriteCharts(
        PageRequest request,
        TextWriter html,
        MetricSpan span,
        DateTimeOffset since,
        ILookup<MetricName, MetricRecord> of
    )
    {
        MetricName[] ofMachine = [MetricName.Cpu, MetricName.Memory],
            ofAgents =
            [MetricName.Cpu, MetricName.Memory, MetricName.Tokens, MetricName.Cost, MetricName.ActiveSessions, MetricName.Processes];
        foreach (MetricName name in ofMachine)
            new MetricChart(request, span, since, name, [.. of[name].Where(record => record.Agent is null)]).Write(html);
        foreach (MetricName name in ofAgents)
            new MetricChart(request, span, since, name, [.. of[name].Where(record => record.Agent is not null)]) { IsByAgent = true }.Write(
                html
            );
    }

    private static void WriteNow(TextWriter html, SystemMetrics? now, bool isOn)
    {
        if (now is null)
        {
            string what = isOn ? "The first measurement takes some seconds." : "Nothing is measured: metrics.enabled is false.";
            html.Write($"<section class=\"card wide\"><h2>Now</h2><p class=\"none\">{what}</p></section>\n");
            return;
        }

        html.Write("<section class=\"tiles\" aria-label=\"Now\">");
        html.Write(
            HtmlText.Tile("Processors", Share(now.CpuPercent), $"busy, on {HtmlText.Short(now.Machine, 24)}", "main")
                + HtmlText.Tile("Memory", Size(now.Memory), $"of {Size(now.MemoryTotal)}")
                + HtmlText.Tile("Active sessions", Count(now.ActiveSessions), $"{Count(now.Processes)} processes of agents")
                + HtmlText.Tile(
                    "Tokens a minute",
                    Brief(now.TokensPerMinute),
                    $"{Count(now.RequestsPerMinute)} requests in the last minute"
                )
                + HtmlText.Tile(
                    "Cost a minute",
                    now.CostPerMinute is { } cost ? $"{CellText.Money(cost)} <small>USD</small>" : Unknown,
                    "of what has a price"
                )
        );
        html.Write("</section>\n");
    }

    private static void WriteChoices(PageRequest request, TextWriter html, MetricSpan span, string? machine, string[] machines)
    {
        Choices.Write(html, "Time", Spans.Select(one => (request.Address(request.Path, (Span, one.Name)), one.Title, one == span)));
        if (machines.Length > 1)
            Choices.Write(html, "Machines", machines.Select(one => (request.Address(request.Path, (Machine, one)), one, one == machine)));
    }

    private static string Share(decimal? percent) =>
        percent is { } known ? $"{known.ToString("0.0", CultureInfo.InvariantCulture)}<small>%</small>" : Unknown;

    private static string Size(long? bytes) => bytes is { } known ? MetricChart.Size(known) : Unknown;

    private static string Count(long? count) => count is { } known ? CellText.Count(known) : Unknown;

    private static string Brief(long? count) => count is { } known ? HtmlText.Brief(known) : Unknown;
}

/// <summary>A time that the page shows.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">Its name.</param>
/// <param name="Length">Its length, until now.</param>
/// <param name="Step">The length of a bar.</param>
internal sealed record MetricSpan(string Name, string Title, TimeSpan Length, TimeSpan Step);
