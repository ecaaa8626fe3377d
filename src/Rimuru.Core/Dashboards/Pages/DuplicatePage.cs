using Rimuru.Core.Exports;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>What the logs contain more than once, and which record counts.</summary>
internal static class DuplicatePage
{
    private const string Read = "read";

    public static IEnumerable<Section> Sections(PageRequest request)
    {
        // All logs are read again, which only those wait for who want it.
        if (request[Read] is null)
        {
            yield return new MarkupSection(html =>
                html.Write(
                    "<section class=\"card wide\"><h2>Why is this not counted?</h2><p>Copies, forks and resumed sessions write the same "
                        + "response more than once; it counts once. To show which, all logs are read again.</p>"
                        + $"<p><a class=\"button\" href=\"{HtmlText.Of(request.Address(request.Path, (Read, "all")))}\">Read them</a></p>"
                        + "</section>"
                )
            );
            yield break;
        }

        ReportFilter filter = new();
        DuplicateReport report = request.Engine.Reports.Duplicates(filter, warn: null, request.Stop);
        List<DuplicateRecord> records = [.. report.Run(filter, request.Stop)];
        yield return new TableSection<DuplicateSummary>(
            "duplicates",
            "Duplicates",
            SessionViews.DuplicateSummary.InCommand,
            DuplicateReport.Summarize(records)
        )
        {
            Empty = "The logs contain no duplicates.",
        };
        yield return new TableSection<DuplicateRecord>("records", "Each of them", SessionViews.Duplicate.InCommand, records);
    }
}
