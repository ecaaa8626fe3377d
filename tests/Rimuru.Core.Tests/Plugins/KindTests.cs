using System.Net;
using System.Text;
using Rimuru.Core.Errors;
using Rimuru.Core.Exports;
using Rimuru.Core.Plugins;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Plugins;

/// <summary>What installed plugins add to the rest of Rimuru, each behind its walls.</summary>
public sealed class KindTests : IDisposable
{
    private const string Acme = "home/.acme/logs/one.acme";

    private readonly PluginHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void An_exporter_is_a_format_of_exports()
    {
        home.Install(PluginHome.Sample("excel-csv"));
        Sessions();
        using RimuruEngine engine = Synced();
        string path = home.Home.In("costs.xcsv");
        ExportRequest request = new() { Zone = TimeZoneInfo.Utc };
        engine.Exports.Costs(request, engine.Exports.FormatOf(null, path), new ExportFile { Path = path }, CancellationToken.None);
        string text = File.ReadAllText(path, Encoding.UTF8);
        text.ShouldStartWith("sep=;\nagent;model;requests;");
        text.ShouldContain("ClaudeCode;");
        engine.Exports.FormatOf("Excel-CSV", "x").Name.ShouldBe("excel-csv");
        string failed = home.Home.In("failed.xcsv");
        engine.Plugins.Catalog.Switch("excel-csv", isEnabled: false);
        Should.Throw<RimuruException>(() => engine.Exports.FormatOf(null, failed)).Code.ShouldBe(ErrorCodes.InvalidArgument);
    }

    [Fact]
    public void An_export_that_fails_leaves_no_file()
    {
        home.Install(home.Script("broken", "kinds: [Exporter]", "function Export-PluginTable { process { throw 'no more' } }"));
        Sessions();
        using RimuruEngine engine = Synced();
        string path = home.Home.In("costs.txt");
        RimuruException error = Should.Throw<RimuruException>(() =>
            engine.Exports.Costs(
                new ExportRequest { Zone = TimeZoneInfo.Utc },
                engine.Exports.FormatOf("broken", path),
                new ExportFile { Path = path },
                CancellationToken.None
            )
        );
        (error.Code, error.Message.Contains("no more", StringComparison.Ordinal)).ShouldBe((ErrorCodes.PluginFault, true));
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void An_agent_is_read_into_the_ledger_and_gone_on_with()
    {
        home.Install(PluginHome.Sample("acme-agent"));
        home.Home.Write(Acme, File.ReadAllLines(Path.Combine(PluginHome.Sample("acme-agent"), "samples", "one.acme")));
        using (RimuruEngine engine = Synced())
        {
            CostRecord cost = engine.Reports.Costs(new CostQuery { By = [CostGrouping.Agent] }).Run(CancellationToken.None).Single();
            (cost.Agent, cost.Requests, cost.InputTokens, cost.CacheReadTokens, cost.OutputTokens).ShouldBe(("Acme", 2, 2800, 800, 450));
            cost.Cost!.Value.ShouldBeGreaterThan(0);
            Session session = engine.Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None).Single();
            (session.Agent, session.SessionId, session.WorkingDirectory, session.Branch).ShouldBe(("Acme", "a-1", "/work/shop", "main"));
            engine.Agents.List(CancellationToken.None).Single(agent => agent.Name == "Acme").Detected.ShouldBeTrue();
            engine.Config.Setting("agents.acme.enabled").Value.ShouldBe(true);
        }

        home.Home.Append(
            Acme,
            """{"kind":"reply","id":"r9","model":"gpt-5.5","at":"2026-11-02T12:00:00Z","tokens":{"prompt":5,"cached":0,"reply":1,"thought":0}}"""
                + "\n"
        );
        using RimuruEngine again = home.Open();
        SyncResult result = again.Ledger.Sync(["Acme"], null, home.Home.Warnings.Add, CancellationToken.None).Single();
        (result.RecordsAdded, result.RecordsChanged).ShouldBe((1, 0));
        home.Home.Warnings.ShouldBeEmpty();
    }

    /// <summary>A script reads the same bytes into the same records as an assembly would.</summary>
    [Fact]
    public void An_agent_may_be_a_script()
    {
        string folder = home.Home.In("made/scripted");
        PluginTemplates.Write(folder, "scripted", PluginKind.Agent, PluginLanguage.PowerShell, "");
        home.Install(folder);
        home.Home.Write("home/.scripted/one.jsonl", File.ReadAllLines(Path.Combine(folder, "samples", "one.jsonl")));
        using RimuruEngine engine = Synced();
        CostRecord cost = engine.Reports.Costs(new CostQuery { By = [CostGrouping.Agent] }).Run(CancellationToken.None).Single();
        (cost.Agent, cost.Requests, cost.InputTokens, cost.CacheReadTokens, cost.OutputTokens).ShouldBe(("Scripted", 2, 200, 40, 42));
        home.Home.Warnings.ShouldBeEmpty();
    }

    /// <summary>What is wrong with a plugin stops no other agent.</summary>
    [Theory]
    [InlineData("throw 'nothing goes'", "nothing goes")]
    [InlineData("@{ SessionId = 's'; InputTokens = -5; Time = '1950-01-01' }", "a time before 1970")]
    [InlineData("@{ Nothing = 1 }", "no SessionId")]
    public void An_agent_that_fails_is_a_warning(string body, string problem)
    {
        home.Install(
            home.Script(
                "failing",
                "kinds: [Agent]\nagent:\n  name: Failing\n  folders: [~/.failing]",
                "function Read-PluginFile { param($File) process { " + body + " } }"
            )
        );
        home.Home.Write("home/.failing/one.jsonl", "{}");
        Sessions();
        using RimuruEngine engine = Synced();
        engine.Reports.Costs(new CostQuery { By = [CostGrouping.Agent] }).Run(CancellationToken.None).Single().Agent.ShouldBe("ClaudeCode");
        home.Home.Warnings.ShouldHaveSingleItem().ShouldContain(problem);
    }

    [Fact]
    public async Task A_notifier_gets_events_and_reaches_its_host_alone()
    {
        using HttpListener server = Listener(out int port);
        string folder = home.Home.In("made/chat");
        PluginTemplates.Write(folder, "chat", PluginKind.Notifier, PluginLanguage.PowerShell, "");
        string manifest = Path.Combine(folder, "plugin.yaml");
        File.WriteAllText(
            manifest,
            File.ReadAllText(manifest).Replace("hooks.example.com:443", $"\"127.0.0.1:{port}\"", StringComparison.Ordinal)
        );
        home.Install(folder);
        Sessions();
        using RimuruEngine engine = Synced();
        Task<string> received = Received(server);
        Hook hook = engine.Hooks.Register(HookTo(port), withPast: false, CancellationToken.None);
        HookRun run = engine.Hooks.Test(hook, home.Home.Warnings.Add, CancellationToken.None);
        (run.State, run.Error).ShouldBe((HookRunState.Delivered, null));
        (await received).ShouldContain("\"text\"");

        using HttpListener other = Listener(out int closed);
        Hook elsewhere = engine.Hooks.Register(HookTo(closed), withPast: false, CancellationToken.None);
        engine.Hooks.Test(elsewhere, home.Home.Warnings.Add, CancellationToken.None).State.ShouldNotBe(HookRunState.Delivered);
        Should
            .Throw<RimuruException>(() =>
                engine.Hooks.Preview(HookTo(port) with { Setting = new Dictionary<string, string> { ["Plugin"] = "none" } })
            )
            .Code.ShouldBe(ErrorCodes.HookInvalid);
    }

    [Fact]
    public void A_view_is_made_of_the_costs_that_are_selected()
    {
        home.Install(PluginHome.Sample("weekday-view"));
        Sessions();
        using RimuruEngine engine = Synced();
        ShownView shown = engine.Plugins.Show("weekday-view", new ReportFilter(), TimeZoneInfo.Utc, CancellationToken.None);
        shown.Picture.Title.ShouldBe("Cost by weekday");
        shown.Picture.Column.Select(column => column.Name).ShouldBe(["Weekday", "Requests", "Tokens", "Cost"]);
        CostRecord all = engine.Reports.Costs(new CostQuery { By = [CostGrouping.Agent] }).Run(CancellationToken.None).Single();
        shown.Picture.Row.Sum(row => (long)row[1]!).ShouldBe(all.Requests);
        shown.Confinement.Seccomp.ShouldBeTrue();
    }

    [Fact]
    public void The_text_of_a_view_has_no_power_over_a_terminal()
    {
        home.Install(
            home.Script(
                "evil-view",
                "kinds: [View]",
                "function Show-PluginView { end { @{ \"$([char]27)[31mName\" = \"a$([char]27)]0;owned$([char]7)b\" } } }"
            )
        );
        using RimuruEngine engine = home.Open();
        PluginPicture picture = engine.Plugins.Show("evil-view", new ReportFilter(), TimeZoneInfo.Utc, CancellationToken.None).Picture;
        string.Concat(picture.Column.Select(column => column.Name).Concat(picture.Row.Select(row => (string)row[0]!)))
            .Any(char.IsControl)
            .ShouldBeFalse();
    }

    private static Hook HookTo(int port) =>
        new()
        {
            Name = "to-chat",
            Handler = HookHandler.Plugin,
            Setting = new Dictionary<string, string> { ["Plugin"] = "chat", ["Url"] = $"http://127.0.0.1:{port}/hook" },
        };

    private static HttpListener Listener(out int port)
    {
        using (System.Net.Sockets.TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        HttpListener listener = new();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        return listener;
    }

    private static async Task<string> Received(HttpListener server)
    {
        HttpListenerContext context = await server.GetContextAsync().ConfigureAwait(false);
        using StreamReader reader = new(context.Request.InputStream);
        string text = await reader.ReadToEndAsync().ConfigureAwait(false);
        context.Response.StatusCode = 204;
        context.Response.Close();
        return text;
    }

    private void Sessions() =>
        home.Home.Write("home/.claude/projects/-work-shop/s1.jsonl", ClaudeCodeLines.Assistant("a"), ClaudeCodeLines.Assistant("b"));

    private RimuruEngine Synced()
    {
        RimuruEngine engine = home.Open();
        engine.Ledger.Sync([], null, home.Home.Warnings.Add, CancellationToken.None);
        return engine;
    }
}
