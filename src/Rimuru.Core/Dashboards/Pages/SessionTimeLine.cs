using Rimuru.Core.Exports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>The requests of a session one after the other: how many tokens each had, and where those of the prompt came from.</summary>
internal sealed class SessionTimeLine(IReadOnlyList<UsageRecord> requests, TimeZoneInfo zone)
{
    private const int MostBars = 240,
        Height = 160;

    private static readonly (string Kind, string Title, Func<UsageRecord, long> Tokens)[] Parts =
    [
        ("c0", "read from the cache", record => record.CacheReadTokens),
        ("c1", "written to it", record => record.CacheWrite5mTokens + record.CacheWrite1hTokens),
        ("c2", "new", record => record.InputTokens),
        ("s3", "output", record => record.OutputTokens),
    ];

    public void Write(TextWriter html)
    {
        // So many bars fit on a screen; of longer sessions one stands for several requests.
        int each = (requests.Count + MostBars - 1) / MostBars;
        List<UsageRecord[]> bars = [.. requests.Chunk(each)];
        long most = Math.Max(1, bars.Max(bar => bar.Sum(record => record.TotalTokens)));
        double width = 100d / bars.Count;
        html.Write("<section class=\"card wide\"><h2>Requests over time");
        html.Write($" <small>{(each == 1 ? "a bar is a request" : $"a bar is {CellText.Count(each)} requests")}</small></h2>");
        html.Write("<ul class=\"legend\">");
        foreach ((string kind, string title, _) in Parts)
            html.Write($"<li>{HtmlText.Key(kind)}{title}</li>");
        html.Write($"</ul><svg class=\"line\" width=\"100%\" height=\"{Height}\" role=\"img\" ");
        html.Write("aria-label=\"Tokens of each request; the numbers are in the table below.\">");
        for (int i = 0; i < bars.Count; i++)
        {
            double y = Height;
            html.Write("<g>");
            foreach ((string kind, _, Func<UsageRecord, long> tokens) in Parts)
            {
                double height = (double)bars[i].Sum(tokens) / most * Height;
                y -= height;
                if (height > 0)
                    html.Write(
                        $"<rect class=\"{kind}\" x=\"{HtmlText.Percent(i * width)}\" y=\"{HtmlText.Number(y)}\" "
                            + $"width=\"{HtmlText.Percent(width * 0.86)}\" height=\"{HtmlText.Number(height)}\"/>"
                    );
            }

            html.Write(
                $"<rect class=\"hit\" x=\"{HtmlText.Percent(i * width)}\" width=\"{HtmlText.Percent(width)}\" height=\"{Height}\">"
                    + $"<title>{HtmlText.Of(TextOf(bars[i]))}</title></rect></g>"
            );
        }

        html.Write("</svg></section>\n");
    }

    private string TextOf(UsageRecord[] bar) =>
        $"{CellText.Of(ColumnKind.Time, TimeZoneInfo.ConvertTime(bar[0].Timestamp, zone))}: "
        + $"{CellText.Count(bar.Sum(record => record.TotalTokens))} tokens, "
        + $"{CellText.Money(bar.Sum(record => record.Cost ?? 0))} {bar[0].Currency}";
}
