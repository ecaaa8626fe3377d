using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>The real dashboard over real HTTP: who gets in, what is refused, and that its figures are those of the command.</summary>
public sealed partial class DashboardTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>\\\" onload=\\\"alert(2)";

    private readonly TestHome home = new();
    private readonly Cli cli;
    private readonly DashboardProcess dashboard;
    private readonly HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public DashboardTests()
    {
        cli = new Cli(home.Folder);
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant("msg_1", usage: """ "input_tokens":1000000,"output_tokens":100000 """),
            ClaudeCodeLines.Assistant("msg_2", model: Hostile, time: "2026-07-02T23:30:00Z")
        );
        dashboard = new DashboardProcess(cli);
    }

    public void Dispose()
    {
        browser.Dispose();
        dashboard.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task Nobody_sees_a_page_without_having_signed_in()
    {
        foreach (
            string path in (string[])["", "sessions", "costs?since=all", "dashboard.js", "live", "nosuch", "costs?table=costs&format=json"]
        )
        {
            using HttpResponseMessage answer = await browser.GetAsync(new Uri(dashboard.Address, path));
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            string text = await answer.Content.ReadAsStringAsync();
            text.ShouldContain("Open this file in this browser");
            text.ShouldNotContain("ClaudeCode");
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task While_it_runs_it_measures_the_machine_and_keeps_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        await SignIn();
        string page = "";
        for (int i = 0; i < 120 && !page.Contains("Agents now", StringComparison.Ordinal); i++)
        {
            await Task.Delay(500);
            page = await browser.GetStringAsync(new Uri(dashboard.Address, "metrics"));
        }

        page.ShouldContain("Agents now");
        page.ShouldContain("ClaudeCode");
        using (Process kill = Process.Start("kill", ["-INT", dashboard.Server.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        dashboard.Server.WaitForExit(30_000).ShouldBeTrue();
        cli.Run("metrics", "--json", "--no-sync")
            .Rows.Count(row => (string?)row!["name"] == "Requests" && row["agent"] is null && (long)row["samples"]! > 0)
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_key_signs_in_once()
    {
        Uri entry = dashboard.Entry;
        using (HttpResponseMessage wrong = await browser.GetAsync(new Uri(dashboard.Address, "enter?key=00")))
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using (HttpResponseMessage right = await browser.GetAsync(entry))
        {
            right.StatusCode.ShouldBe(HttpStatusCode.OK);
            string cookie = right.Headers.GetValues("Set-Cookie").Single();
            cookie.ShouldContain($"rimuru_{dashboard.Address.Port}=");
            cookie.ShouldEndWith("; Path=/; HttpOnly; SameSite=Strict");
        }

        File.Exists(dashboard.SignInFile).ShouldBeFalse();
        using HttpResponseMessage again = await browser.GetAsync(entry);
        again.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void The_key_is_the_users_own_and_in_no_list_of_processes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(dashboard.SignInFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string key = dashboard.Entry.Query["?key=".Length..];
        key.Length.ShouldBe(64);
        File.ReadAllText($"/proc/{dashboard.Server.Id}/cmdline").ShouldNotContain(key);
        File.ReadAllText($"/proc/{dashboard.Server.Id}/environ").ShouldNotContain(key);
    }

    [Fact]
    public async Task A_request_of_another_site_is_refused()
    {
        await SignIn();
        foreach (
            (string header, string value, HttpStatusCode status) in ((string, string, HttpStatusCode)[])
                [
                    ("Origin", "http://evil.example", HttpStatusCode.Forbidden),
                    ("Origin", "null", HttpStatusCode.Forbidden),
                    ("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden),
                    ("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden),
                    ("Host", "evil.example:80", HttpStatusCode.NotFound),
                    ("Host", "localhost", HttpStatusCode.NotFound),
                ]
        )
        {
            using HttpRequestMessage request = new(HttpMethod.Get, dashboard.Address);
            request.Headers.TryAddWithoutValidation(header, value);
            using HttpResponseMessage answer = await browser.SendAsync(request);
            answer.StatusCode.ShouldBe(status, $"{header}: {value}");
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("ClaudeCode");
        }
    }

    [Fact]
    public async Task Only_reading_is_answered()
    {
        await SignIn();
        foreach (string method in (string[])["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
        {
            using HttpRequestMessage request = new(new HttpMethod(method), dashboard.Address) { Content = new StringContent("") };
            using HttpResponseMessage answer = await browser.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed, method);
            answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Figures_are_those_of_the_command()
    {
        await SignIn();
        JsonArray rows = JsonNode.Parse(await Text("costs?since=all&by=model&table=costs&format=json"))!.AsArray();
        JsonArray own = cli.Run("cost", "--by", "model", "--json").Rows;
        rows.Count.ShouldBe(2);
        foreach (JsonNode? row in rows)
        {
            JsonNode same = own.Single(one => one!["model"]!.GetValue<string>() == row!["model"]!.GetValue<string>())!;
            foreach (string field in (string[])["cost", "requests", "totalTokens", "outputTokens", "inputTokens", "unpricedRequests"])
                (row![field]?.ToJsonString()).ShouldBe(same[field]?.ToJsonString(), field);
        }

        // What is new in the logs is on the next page.
        home.Append(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("msg_3") + "\n");
        await Eventually(async () => (await Text("sessions?since=all&table=sessions&format=json")).Contains("\"requests\":3"));
    }

    [Fact]
    public async Task A_change_is_told_to_who_listens()
    {
        await SignIn();
        await Text("");
        using HttpResponseMessage stream = await browser.GetAsync(
            new Uri(dashboard.Address, "live"),
            HttpCompletionOption.ResponseHeadersRead
        );
        stream.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using StreamReader lines = new(await stream.Content.ReadAsStreamAsync());
        (await lines.ReadLineAsync()).ShouldBe(": here");
        home.Append(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("msg_3") + "\n");
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(50));
        string? line;
        do line = await lines.ReadLineAsync(patience.Token);
        while (line?.StartsWith("data: ", StringComparison.Ordinal) == false);
        line.ShouldNotBeNull();
    }

    [Fact]
    public async Task Names_of_others_are_text_on_every_page_and_no_script_may_run_in_one()
    {
        await SignIn();
        foreach (string page in Pages())
        {
            using HttpResponseMessage answer = await browser.GetAsync(new Uri(dashboard.Address, page));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, page);
            string html = await answer.Content.ReadAsStringAsync();
            html.ShouldNotContain("<script>", Case.Insensitive, page);
            html.ShouldNotContain("\" onload", Case.Insensitive, page);
            Inline().IsMatch(Values().Replace(html, "\"\"")).ShouldBeFalse(page);
            Foreign().Matches(html).Select(found => found.Value).ShouldBeEmpty(page);
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'none'");
            policy.ShouldNotContain("unsafe");
            answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        }

        (await Text("costs?since=all&by=model")).ShouldContain("&lt;script&gt;");
    }

    [Fact]
    public async Task An_odd_address_is_answered_and_injects_nothing()
    {
        await SignIn();
        foreach (
            string path in (string[])
                [
                    "?since=%00",
                    "?since=nosuch",
                    "?since=2026-07-02&until=2026-07-01",
                    "?agent=%3Cscript%3E",
                    "costs?by=%27;drop",
                    "sessions?sessions.page=99999999999&sessions.sort=nosuch&sessions.order=%0D%0ASet-Cookie:x=1",
                    "session?session=..%2F..%2Fetc%2Fpasswd",
                    "..%2F..%2Fetc%2Fpasswd",
                    "../../etc/passwd",
                    "dashboard.css%00.html",
                    "costs?table=costs&format=..%2Fx",
                    "costs?table=nosuch%0D%0AX-Injected:1&format=csv",
                ]
        )
        {
            using HttpResponseMessage answer = await browser.GetAsync(new Uri(dashboard.Address + path));
            ((int)answer.StatusCode).ShouldBeOneOf(200, 400, 404);
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse(path);
            answer.Headers.Contains("X-Injected").ShouldBeFalse(path);
            string text = await answer.Content.ReadAsStringAsync();
            text.ShouldNotContain("root:", Case.Sensitive, path);
            text.ShouldNotContain("<script>", Case.Sensitive, path);
            text.ShouldNotContain("   at Rimuru", Case.Sensitive, path);
        }
    }

    [Fact]
    public async Task Clients_that_do_not_read_or_never_end_hold_nobody()
    {
        await SignIn();
        List<Socket> silent = [];
        try
        {
            for (int i = 0; i < 300; i++)
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                silent.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, dashboard.Address.Port);
                string[] halves =
                [
                    "",
                    "GET / HTTP/1.1\r\nHost: ",
                    $"GET / HTTP/1.1\r\nHost: {dashboard.Address.Authority}\r\n\r\n",
                    "\0\u0001\u0002\r\n\r\n",
                ];
                await socket.SendAsync(Encoding.ASCII.GetBytes(halves[i % halves.Length]));
            }

            (await Text("costs?since=all")).ShouldContain("Costs by project");
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }

        (await Text("costs?since=all")).ShouldContain("Costs by project");
    }

    [Fact]
    public async Task Ctrl_C_ends_it_and_takes_the_key_away()
    {
        if (OperatingSystem.IsWindows())
            return;
        Cli.Signal(dashboard.Server, 2);
        await dashboard.Server.WaitForExitAsync();
        dashboard.Server.ExitCode.ShouldBe(0);
        File.Exists(dashboard.SignInFile).ShouldBeFalse();
    }

    [Fact]
    public void A_port_that_is_in_use_is_an_error()
    {
        CliResult second = cli.Run(
            "dashboard",
            "--port",
            dashboard.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        second.ExitCode.ShouldBe(1);
        second.Errors.ShouldContain($"[E19001] The dashboard cannot listen on {dashboard.Address.Authority}");
    }

    private static IEnumerable<string> Pages() =>
        [
            "?since=all",
            "costs?since=all&by=model",
            "sessions?since=all",
            "session?session=00000000-0000-0000-0000-000000000001",
            "models",
            "limits",
            "hooks",
            "agents",
            "duplicates?read=all",
        ];

    private async Task SignIn()
    {
        using HttpResponseMessage answer = await browser.GetAsync(dashboard.Entry);
        string cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
    }

    private Task<string> Text(string path) => browser.GetStringAsync(new Uri(dashboard.Address, path));

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (int i = 0; i < 100; i++)
        {
            if (await holds())
                return;
            await Task.Delay(200);
        }

        throw new TimeoutException("It did not come.");
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Values();

    /// <summary>What a policy without inline code would not let work.</summary>
    [GeneratedRegex("""<[^>]+\s(style|on\w+)=|javascript:|<style""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    /// <summary>An dashboard.Address of another machine.</summary>
    [GeneratedRegex("""(src|href|action)="(?!/|#|data:,|\?)[^"]*""")]
    private static partial Regex Foreign();
}
