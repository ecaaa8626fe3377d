using System.Globalization;
using Rimuru.Core.Exports;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.Reports;

/// <summary>What figures and pages ask for without making a whole report is what the whole report holds.</summary>
public sealed class PartialReportTests
{
    [Theory]
    [InlineData(TestStore.Sqlite, 91)]
    [InlineData(TestStore.Sqlite, 92)]
    [InlineData(TestStore.Postgres, 91)]
    public void The_dearest_sessions_are_those_of_the_report_of_all(TestStore store, int seed)
    {
        using TestHome home = TwoAgents.Read(store, seed);
        using RimuruEngine engine = home.Open();
        foreach (ReportFilter filter in TwoAgents.Filters(engine))
        {
            foreach (CostSource source in Enum.GetValues<CostSource>())
            {
                CostQuery query = new()
                {
                    By = [CostGrouping.Session],
                    Filter = filter,
                    Source = source,
                };
                List<CostRecord> all = [.. engine.Reports.Costs(query).Run(CancellationToken.None)];
                all.Sort((one, other) => (other.Cost ?? -1, other.TotalTokens).CompareTo((one.Cost ?? -1, one.TotalTokens)));
                foreach (int count in (int[])[1, 3, 1000])
                {
                    (long sessions, List<CostRecord> dearest) = engine.Reports.Costs(query).RunDearest(count, CancellationToken.None);
                    sessions.ShouldBe(all.Count);
                    dearest.Count.ShouldBe(Math.Min(count, all.Count));
                    dearest.Sum(one => one.Cost ?? 0).ShouldBe(all.Take(count).Sum(one => one.Cost ?? 0));
                    TwoAgents.Texts(dearest).ShouldBeSubsetOf(TwoAgents.Texts(all));
                }
            }
        }
    }

    [Theory]
    [InlineData(TestStore.Sqlite, 93)]
    [InlineData(TestStore.Postgres, 93)]
    public void Figures_are_the_sums_of_the_report_of_their_groupings(TestStore store, int seed)
    {
        using TestHome home = TwoAgents.Read(store, seed);
        using RimuruEngine engine = home.Open();
        foreach (ReportFilter filter in TwoAgents.Filters(engine))
        {
            ExportFigures figures = engine.Exports.FiguresOf(
                new ExportRequest { Filters = [filter], Zone = TimeZoneInfo.Utc },
                CancellationToken.None
            );
            List<CostRecord> Report(params CostGrouping[] by) =>
                home.Costs(
                    new()
                    {
                        By = by,
                        Filter = filter,
                        Zone = TimeZoneInfo.Utc,
                    }
                );
            Cells(Report(CostGrouping.Day), record => record.Day)
                .ShouldBe(figures.Days.Select(day => Cell($"{day.Key:yyyy-MM-dd}", day.Value)), ignoreOrder: true);
            foreach (
                (CostGrouping by, FiguresByName sums, Func<CostRecord, string?> nameOf) in ((
                    CostGrouping,
                    FiguresByName,
                    Func<CostRecord, string?>
                )[])
                    [
                        (CostGrouping.Agent, figures.Agents, record => record.Agent),
                        (CostGrouping.Model, figures.Models, record => record.Model),
                        (CostGrouping.Project, figures.Projects, record => record.Project),
                    ]
            )
            {
                Cells(Report(by), nameOf).ShouldBe(sums.Names.Select(sum => Cell(sum.Key, sum.Value.Sum)), ignoreOrder: true);
                Report(CostGrouping.Day, by)
                    .Select(record => (nameOf(record) ?? "", record.Day!, record.Cost ?? 0, record.TotalTokens))
                    .ShouldBe(
                        sums.Names.SelectMany(name =>
                            name.Value.Days.Select(day => (name.Key, $"{day.Key:yyyy-MM-dd}", day.Value.CostNano.Usd, day.Value.Tokens))
                        ),
                        ignoreOrder: true
                    );
            }
        }
    }

    private static IEnumerable<string> Cells(IEnumerable<CostRecord> records, Func<CostRecord, string?> nameOf) =>
        records.Select(record =>
            string.Join(
                ' ',
                nameOf(record) ?? "",
                (record.Cost ?? 0).ToString("0.#########", CultureInfo.InvariantCulture),
                record.Requests,
                record.UnpricedRequests,
                record.InputTokens,
                record.CacheReadTokens,
                record.CacheWrite5mTokens + record.CacheWrite1hTokens,
                record.OutputTokens
            )
        );

    private static string Cell(string name, CostSum sum) =>
        string.Join(
            ' ',
            name,
            sum.Cost.ToString("0.#########", CultureInfo.InvariantCulture),
            sum.Requests,
            sum.UnpricedRequests,
            sum.Input,
            sum.CacheRead,
            sum.CacheWrite,
            sum.Output
        );
}
