using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>The pages of the dashboard in a real browser. Screenshots of them are kept in TestResults/dashboard.</summary>
#pragma warning disable CA1001 // xUnit ends it by DisposeAsync
public sealed class DashboardPageTests(InstalledPowerShell shell) : IClassFixture<InstalledPowerShell>, IAsyncLifetime
#pragma warning restore CA1001
{
    private const string Title = "<img src=x onerror=alert(1)>";

    private static readonly (string Name, string Path)[] Pages =
    [
        ("overview", "/?since=all"),
        ("costs", "/costs?since=all"),
        ("sessions", "/sessions?since=all"),
        ("session", "/session?session=one"),
        ("models", "/models"),
        ("limits", "/limits"),
        ("hooks", "/hooks"),
        ("agents", "/agents"),
        ("metrics", "/metrics"),
        ("duplicates", "/duplicates?read=all"),
        ("views", "/views?since=all&view=hostile-bars"),
    ];

    private readonly TestHome home = new();
    private readonly List<string> complaints = [];
    private Cli cli = null!;
    private DashboardProcess dashboard = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;
    private IBrowserContext tabs = null!;
    private IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium() is null, "This machine has no browser: install the package chromium.");
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant("msg_1", usage: """ "input_tokens":1000000,"output_tokens":100000 """),
            ClaudeCodeLines.Assistant("msg_2", model: Title, time: "2026-07-02T23:30:00Z")
        );
        home.Write(
            ClaudeCodeLines.Log.Replace("one.jsonl", "two.jsonl", StringComparison.Ordinal),
            ClaudeCodeLines.Assistant("msg_3", session: "two", time: "2026-07-09T10:00:00Z")
        );
        cli = new Cli(home.Folder).With("PATH", shell.Path).With("DOTNET_ROOT", InstalledPowerShell.Root);
        cli.Run("metrics", "--now").ExitCode.ShouldBe(0);
        dashboard = new DashboardProcess(cli);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox"] });
        tabs = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
                ColorScheme = ColorScheme.Light,
            }
        );
        page = await tabs.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Dialog += (_, dialog) => complaints.Add(dialog.Message);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(dashboard.Address.ToString(), StringComparison.Ordinal) && request.Url != FileAddress)
                complaints.Add(request.Url);
        };

        // As a user does: the file goes on to the dashboard by itself.
        await page.GotoAsync(FileAddress);
        await page.WaitForURLAsync(dashboard.Address.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        dashboard.Dispose();
        home.Dispose();
    }

    /// <summary>A plugin whose view draws bars, with texts that would be markup.</summary>
    private void InstallHostileBars() =>
        InstallView(
            "hostile-bars",
            $$"""
            @{ Type = 'Picture'; Title = '{{Title}}'; Bars = 'Count' }
            @{ Name = '{{Title}}'; Count = 4 }
            @{ Name = 'half'; Count = 2 }
            """
        );

    private void InstallView(string id, string script)
    {
        home.Write($"made/{id}/plugin.yaml", $"id: {id}\nversion: 1.0.0\nkinds: [View]\nentry: run.ps1\nview:\n  by: [Day]\n");
        home.Write($"made/{id}/run.ps1", $"function Show-PluginView {{ param([string[]] $Column) end {{ {script} }} }}");
        cli.Run("plugins", "install", home.In($"made/{id}"), "--force").ExitCode.ShouldBe(0);
    }

    private string FileAddress => new Uri(dashboard.SignInFile).ToString();

    [Fact]
    public async Task Every_page_is_whole_accessible_and_fits_in_light_and_dark_and_on_a_phone()
    {
        InstallHostileBars();
        string folder = Path.Combine(AppContext.BaseDirectory, "TestResults", "dashboard");
        Directory.CreateDirectory(folder);
        foreach (
            (string kind, ColorScheme scheme, int width) in ((string, ColorScheme, int)[])
                [("light", ColorScheme.Light, 1280), ("dark", ColorScheme.Dark, 1280), ("phone", ColorScheme.Light, 390)]
        )
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 900);
            foreach ((string name, string path) in Pages)
            {
                string where = $"{name} {kind}";
                IResponse answer = (await page.GotoAsync(new Uri(dashboard.Address, path).ToString()))!;
                answer.Status.ShouldBe(200, where);
                (await page.Locator("main .card").CountAsync()).ShouldBeGreaterThan(0, where);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{kind}.png"), FullPage = true });
                (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(where);
                (await page.RunAxe())
                    .Violations.Where(found => found.Impact is "serious" or "critical")
                    .SelectMany(found => found.Nodes.Select(node => $"{where}: {found.Id}: {node.Html}"))
                    .ShouldBeEmpty();
            }
        }

        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Views_of_plugins_are_pages_with_tables_and_bars_and_what_fails_is_said_there()
    {
        await GoTo("/views?since=all");
        (await page.Locator("main .card").InnerTextAsync()).ShouldContain("No installed plugin adds a view");
        InstallHostileBars();
        cli.Run("plugins", "install", Documents.PathOf("samples/plugins/weekday-view"), "--force").ExitCode.ShouldBe(0);
        await GoTo("/views?since=all");
        (await page.Locator("nav.tabs a").AllInnerTextsAsync()).ShouldBe(["hostile-bars", "weekday-view"]);
        (await page.Locator("main h2").First.InnerTextAsync()).ShouldBe(Title);
        (await page.Locator("ol.rows li").CountAsync()).ShouldBe(2);
        (await page.Locator("svg.bar rect").Last.GetAttributeAsync("width")).ShouldBe("50%");
        await page.Locator("nav.tabs a").Last.ClickAsync();
        await page.WaitForURLAsync("**/views?*view=weekday-view*");
        (await page.Locator("#view tbody tr").AllInnerTextsAsync()).ShouldContain(row =>
            row.StartsWith("Thursday", StringComparison.Ordinal)
        );
        IAPIResponse csv = await tabs.APIRequest.GetAsync(
            new Uri(dashboard.Address, "/views?since=all&view=weekday-view&table=view&format=csv").ToString()
        );
        (await csv.TextAsync()).ShouldStartWith("weekday,requests,tokens,cost");
        InstallView("broken-view", $"throw '{Title}'");
        await GoTo("/views?since=all&view=broken-view");
        (await page.Locator("main .card p").InnerTextAsync()).ShouldContain(Title);
        complaints.ShouldBeEmpty();

        Task GoTo(string path) => page.GotoAsync(new Uri(dashboard.Address, path).ToString());
    }

    [Fact]
    public async Task A_view_that_hangs_holds_up_no_other_page()
    {
        InstallView("hanging-view", "while ($true) { Start-Sleep 1 }");
        string hanging = new Uri(dashboard.Address, "/views?since=all&view=hanging-view").ToString();
        Task<IAPIResponse>[] asked =
        [
            .. Enumerable.Range(0, 3).Select(_ => tabs.APIRequest.GetAsync(hanging, new() { Timeout = 120_000 })),
        ];
        IAPIResponse busy = await await Task.WhenAny(asked);
        (busy.Status, (await busy.TextAsync()).Contains("Load the page again", StringComparison.Ordinal)).ShouldBe((503, true));
        foreach (string path in (string[])["/", "/costs", "/sessions", "/limits"])
            (await tabs.APIRequest.GetAsync(new Uri(dashboard.Address, path).ToString())).Status.ShouldBe(200, path);
        asked.Count(one => !one.IsCompleted).ShouldBe(1, "the plugin is still asked");
    }

    [Fact]
    public async Task Tables_are_in_the_configured_currency_as_well_and_say_the_rate()
    {
        cli.Run("rate", "set", "EUR", "0.5", "--date", "2026-01-01").ExitCode.ShouldBe(0);
        cli.Run("config", "set", "display.currency", "EUR").ExitCode.ShouldBe(0);
        foreach (
            (string path, string table) in ((string, string)[])
                [("/costs?since=all", "costs"), ("/sessions?since=all", "sessions"), ("/session?session=one", "session")]
        )
        {
            await page.GotoAsync(new Uri(dashboard.Address, path).ToString());
            IReadOnlyList<string> titles = await page.Locator($"#{table} th").AllInnerTextsAsync();
            (titles.Contains("Cost (EUR)"), titles.Contains("Cost (USD)"), titles[^1]).ShouldBe((true, true, "Rate"), path);
            (await page.Locator($"#{table} tbody").InnerTextAsync()).ShouldContain("0.5 of 2026-01-01");
        }

        await page.GotoAsync(new Uri(dashboard.Address, "/limits").ToString());
        (await page.Locator("#forecast tbody").InnerTextAsync()).ShouldContain("EUR");
        cli.Run("config", "set", "display.currency", "NOK").ExitCode.ShouldBe(0);
        IResponse refused = (await page.GotoAsync(new Uri(dashboard.Address, "/costs?since=all").ToString()))!;
        (await refused.TextAsync()).ShouldContain("There is no exchange rate of NOK, which display.currency names");
    }

    [Fact]
    public async Task A_page_follows_the_logs_in_every_tab()
    {
        List<IPage> all = [page];
        for (int i = 0; i < 9; i++)
            all.Add(await tabs.NewPageAsync());
        foreach (IPage tab in all)
            await tab.GotoAsync(new Uri(dashboard.Address, "/sessions?since=all").ToString());
        (await page.Locator("#sessions tbody tr").CountAsync()).ShouldBe(2);
        home.Write(
            ClaudeCodeLines.Log.Replace("one.jsonl", "three.jsonl", StringComparison.Ordinal),
            ClaudeCodeLines.Assistant("msg_4", session: "three", time: "2026-07-10T10:00:00Z")
        );
        foreach (IPage tab in all)
        {
            await tab.BringToFrontAsync();
            await tab.Locator("#sessions tbody tr").Nth(2).WaitForAsync(new() { Timeout = 60_000 });
        }

        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_measured_is_seen_anew_though_the_ledger_does_not_change()
    {
        await page.GotoAsync(new Uri(dashboard.Address, "/metrics").ToString());
        for (int i = 0; i < 2; i++)
        {
            await page.EvaluateAsync("document.getElementById('main').dataset.seen = 'yes'");
            await page.Locator("#main:not([data-seen])").WaitForAsync(new() { Timeout = 60_000 });
        }

        await page.Locator("#now tbody tr").First.WaitForAsync(new() { Timeout = 60_000 });
        (await page.Locator(".tile.main").TextContentAsync())!.ShouldContain("busy");
        await page.ClickAsync(".card:has-text('Memory of the machine') summary");
        (await page.Locator(".card:has-text('Memory of the machine') details td").First.TextContentAsync())!.ShouldContain("MB");
        await page.ClickAsync(".tabs a:text('7 days')");
        page.Url.ShouldContain("span=7d");
        (await page.Locator(".tabs a[aria-current]").TextContentAsync()).ShouldBe("7 days");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_lead_on_and_tables_are_sorted_filtered_zoomed_and_exported()
    {
        await page.GotoAsync(new Uri(dashboard.Address, "/sessions?since=all").ToString());
        await page.ClickAsync("#sessions thead a:text('Tokens')");
        (await page.Locator("#sessions tbody tr").First.TextContentAsync())!.ShouldContain("1,100,015");
        (await page.Locator("#sessions th[aria-sort=descending]").TextContentAsync()).ShouldBe("Tokens");
        IDownload csv = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#sessions .take a:text('CSV')"));
        (await File.ReadAllLinesAsync(await csv.PathAsync()!)).Length.ShouldBe(3);

        await page.ClickAsync("#sessions tbody tr:first-child a");
        (await page.Locator("#requests tbody tr").CountAsync()).ShouldBe(2);
        (await page.Locator("#requests").TextContentAsync())!.ShouldContain(Title);
        await page.GoBackAsync();

        await page.ClickAsync("summary:text('Filter')");
        await page.FillAsync("input[name=model]", "<img*");
        await page.ClickAsync("button:text('Show')");
        page.Url.ShouldContain("model=");
        await page.GotoAsync(page.Url.Replace("/sessions", "/costs", StringComparison.Ordinal) + "&by=model");
        (await page.Locator("#costs tbody tr").CountAsync()).ShouldBe(1);

        await page.GotoAsync(new Uri(dashboard.Address, "/?since=all").ToString());
        await page.Locator("svg a").First.ClickAsync();
        page.Url.ShouldContain("since=2026-07-01&until=2026-07-02");
        (await page.Locator(".tile.main").TextContentAsync())!.ShouldContain("8.25");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_says_when_the_dashboard_has_gone()
    {
        await page.Locator("#live.on").WaitForAsync();
        dashboard.Server.Kill();
        await page.Locator("#live.off").WaitForAsync(new() { Timeout = 60_000 });
        (await page.Locator("#live").TextContentAsync()).ShouldBe("not connected");
    }

    private static string? Chromium() =>
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
}
