using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Rimuru.Core.Exports;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Tests.Exports;

/// <summary>The report with charts: its numbers are the ledger's, and a browser runs and loads nothing.</summary>
public sealed class HtmlTests : IDisposable
{
    private readonly ExportHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void It_runs_nothing_and_loads_nothing()
    {
        foreach (string html in (string[])[home.Costs(ExportFormat.Html), home.Sessions(ExportFormat.Html)])
        {
            string[] tags = [.. Regex.Matches(html, "<[a-zA-Z!/][^>]*>").Select(tag => Regex.Replace(tag.Value, "\"[^\"]*\"", "\"\""))];
            tags.Length.ShouldBeGreaterThan(100);
            tags.ShouldAllBe(tag =>
                !Regex.IsMatch(tag, "<(script|img|link|iframe|object|embed|base|form|a|video|audio|use|image|foreignObject)\\b")
            );
            tags.ShouldAllBe(tag => !Regex.IsMatch(tag, "\\s(on\\w+|style|href|src|srcset|action|xlink:href)\\s*="));
            Regex.IsMatch(html, "url\\(|@import|javascript:[^b]").ShouldBeFalse();
            html.ShouldContain("default-src 'none'");
        }
    }

    [Fact]
    public void A_wrong_clock_makes_no_chart_of_thousands_of_years()
    {
        using TestHome other = new();
        other.Write(
            Adapters.ClaudeCodeLines.Log,
            Adapters.ClaudeCodeLines.Assistant("a"),
            Adapters.ClaudeCodeLines.Assistant("b", time: "8000-01-01T10:00:00Z")
        );
        other.Sync();
        using RimuruEngine engine = other.Open();
        using MemoryStream output = new();
        engine.Exports.Costs(home.Request, ExportFormats.Of(ExportFormat.Html), output, CancellationToken.None);
        output.Length.ShouldBeLessThan(500_000);
    }

    [Fact]
    public void Its_policy_allows_its_own_style_only()
    {
        string html = home.Costs(ExportFormat.Html);
        string style = Regex.Match(html, "(?s)<style>(.*?)</style>").Groups[1].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        html.ShouldContain($"style-src 'sha256-{hash}'");
        style.ShouldContain("prefers-color-scheme:dark");
        style.ShouldNotContain("\r");
    }

    [Fact]
    public void Names_of_others_are_text()
    {
        string html = home.Sessions(ExportFormat.Html);
        html.ShouldNotContain("<img");
        html.ShouldNotContain("\u202e");
        html.ShouldContain("&lt;img src=x onerror=alert(1)&gt;");
        home.Costs(ExportFormat.Html).ShouldContain("-&lt;script&gt;alert(");
        HtmlText.Of("\"'<>&\u202e\0").ShouldBe("&quot;&#x27;&lt;&gt;&amp;\\u202e\\u0000");
    }

    [Fact]
    public void Its_numbers_are_those_of_the_ledger()
    {
        string html = home.Costs(ExportFormat.Html);
        List<CostRecord> days = home.Ledger(CostGrouping.Day);
        foreach (CostRecord day in days)
            html.ShouldContain($"<tr><th>{day.Day}</th><td class=\"n\">{CellText.Money(day.Cost ?? 0)}</td>");
        html.ShouldContain($"<strong>{CellText.Money(days.Sum(day => day.Cost ?? 0))}?");
        html.ShouldContain(Mark.Legend.Replace("'", "&#x27;", StringComparison.Ordinal));
        foreach (CostRecord model in home.Ledger(CostGrouping.Model).Where(model => model.Cost > 0))
            html.ShouldContain($"<b>{HtmlText.Money(model.Cost!.Value, "USD")}</b>");
    }

    [Fact]
    public void An_empty_selection_is_a_page_too()
    {
        ExportRequest nothing = home.Request with { Filters = [new ReportFilter { Agent = ["Codex"] }] };
        string html = home.Costs(ExportFormat.Html, nothing);
        html.ShouldContain("no requests");
        html.ShouldEndWith("</html>\n");
    }

    [Fact]
    public void It_is_the_same_in_every_culture()
    {
        string html = home.Costs(ExportFormat.Html);
        CultureInfo own = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            other.NumberFormat.NumberGroupSeparator = ".";
            other.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = other;
            home.Costs(ExportFormat.Html).ShouldBe(html);
        }
        finally
        {
            CultureInfo.CurrentCulture = own;
        }
    }
}
