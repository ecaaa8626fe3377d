using Rimuru.Core.Exports;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>Costs by any of the groupings.</summary>
internal static class CostPage
{
    private const string By = "by",
        Usual = "project";

    private static readonly string[] Choices =
    [
        "project",
        "project,branch",
        "model",
        "agent",
        "day",
        "week",
        "month",
        "provider",
        "machine",
        "user",
        "subAgent",
        "evidence",
    ];

    public static IEnumerable<Section> Sections(PageRequest request)
    {
        string chosen = request[By] ?? Usual;
        CostGrouping[] by = [.. chosen.Split(',').Select(name => Groupings.Named(name)?.Key).OfType<CostGrouping>().Distinct()];
        if (by.Length == 0)
            by = [CostGrouping.Project];
        yield return new MarkupSection(html =>
        {
            html.Write("<nav class=\"tabs wide\" aria-label=\"Costs by\">");
            foreach (string choice in Choices)
            {
                string name = string.Join(" and ", choice.Split(',').Select(part => Groupings.Named(part)!.Title.ToLowerInvariant()));
                html.Write($"<a href=\"{HtmlText.Of(request.Address(request.Path, (By, choice)))}\"");
                html.Write(choice == chosen ? " aria-current=\"page\">" : ">");
                html.Write($"{HtmlText.Of(name)}</a>");
            }

            html.Write("</nav>");
        });
        CostQuery query = new()
        {
            By = by,
            Filter = request.Filter,
            Zone = request.Zone,
        };
        IEnumerable<CostRecord> records = request.Engine.Reports.Costs(query).Run(request.Stop);
        bool isByTime = Array.Exists(by, TimeBuckets.IsTime);
        View<CostRecord> view = CostViews.Grouped(by);
        if (request.Converter is { } converter)
        {
            records = records.Select(converter.Convert);
            view = ConvertedViews.InCommand(view, converter.Currency);
        }

        yield return new TableSection<CostRecord>(
            "costs",
            $"Costs by {string.Join(" and ", by.Select(one => Groupings.Of(one).Title.ToLowerInvariant()))}",
            view.InCommand,
            isByTime ? records.Reverse() : records.OrderByDescending(record => record.Cost ?? -1)
        );
    }
}
