using Rimuru.Core.Exports;
using Rimuru.Core.Plugins;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>The views of plugins, one at a time: each runs a process of its own, so none is made that nobody looks at.</summary>
internal static class ViewPage
{
    private const string View = "view";
    private const int LongestLabel = 40;

    public static IEnumerable<Section> Sections(PageRequest request)
    {
        IReadOnlyList<string> views = request.Engine.Plugins.Views;
        if (views.Count == 0)
            return [Note("Views", "No installed plugin adds a view.")];
        string chosen = views.FirstOrDefault(id => id == request[View]) ?? views[0];
        return
        [
            new MarkupSection(html =>
                Choices.Write(html, "Views", views.Select(id => (request.Address(request.Path, (View, id)), id, id == chosen)))
            ),
            .. Show(request, chosen),
        ];
    }

    /// <summary>What a plugin shows. What is wrong with it is said in its place, and takes nothing else away.</summary>
    private static IEnumerable<Section> Show(PageRequest request, string id)
    {
        ReportFilter filter = request.Filter;
        PluginPicture picture;
        try
        {
            picture = request.Engine.Plugins.Show(id, filter, request.Zone, request.Stop).Picture;
        }
        catch (RimuruException e)
        {
            return [Note(id, e.Message)];
        }

        TableSection<IReadOnlyList<object?>> table = new("view", picture.Title!, PictureView.Of(picture).InCommand, picture.Row)
        {
            Detail = $"by the plugin {id}",
        };
        return picture.Bars is null ? [table] : [new MarkupSection(html => WriteBars(html, picture)), table];
    }

    private static void WriteBars(TextWriter html, PluginPicture picture)
    {
        const int Most = 50;
        int at = PictureView.BarsAt(picture);
        Column<IReadOnlyList<object?>> column = PictureView.Of(picture).Columns[at];
        Func<IReadOnlyList<object?>, decimal> shareOf = PictureView.BarsOf(picture);
        html.Write($"<section class=\"card wide\"><h2>{HtmlText.Of(picture.Title!)}</h2><ol class=\"rows\">");
        foreach (IReadOnlyList<object?> row in picture.Row.Take(Most))
        {
            string label = PictureText.TextOf(row[0]);
            html.Write(
                $"<li><div><b title=\"{HtmlText.Of(label)}\">{HtmlText.Short(label, LongestLabel)}</b>"
                    + $"<span>{HtmlText.Of(CellText.Of(column.Kind, column.Value(row)))}</span></div>"
                    + "<svg class=\"bar\" width=\"100%\" height=\"10\" aria-hidden=\"true\">"
                    + $"<rect class=\"s0\" width=\"{HtmlText.Percent((double)(100 * shareOf(row)))}\" height=\"10\"/></svg></li>"
            );
        }

        html.Write("</ol></section>\n");
    }

    private static MarkupSection Note(string title, string text) =>
        new(html =>
            html.Write($"<section class=\"card wide\"><h2>{HtmlText.Of(title)}</h2><p class=\"none\">{HtmlText.Of(text)}</p></section>\n")
        );
}
