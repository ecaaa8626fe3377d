using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rimuru.Core.Hooks;
using Rimuru.Core.Hooks.Handlers;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.ModelCatalog;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>The ledger's figures as a text file for Prometheus and over OTLP: the same figures, in the form that each demands.</summary>
public sealed partial class MetricsExportHandlerTests : IDisposable
{
    private static readonly CostRecord[] Usage =
    [
        new()
        {
            Agent = "ClaudeCode",
            Provider = "anthropic",
            Model = "claude-\"x\"\\\n",
            Requests = 3,
            InputTokens = 10,
            CacheReadTokens = 200,
            CacheWrite5mTokens = 30,
            CacheWrite1hTokens = 4,
            OutputTokens = 50,
            ReasoningTokens = 5,
            Cost = 1.000000001m,
        },
        new()
        {
            Agent = "Codex",
            Provider = "google",
            Model = null,
            Requests = 1,
            InputTokens = 7,
            UnpricedTokens = 7,
        },
        new()
        {
            Agent = "Codex",
            Provider = "google",
            Model = "unknown",
            Requests = 1,
            InputTokens = long.MaxValue / 4,
        },
    ];

    private static readonly BudgetStatus[] TwoBudgets =
    [
        new()
        {
            Name = "team",
            Spent = 80.5m,
            Limit = 100,
            Percent = 80.5m,
            Window = BudgetWindow.Month,
        },
        new()
        {
            Name = "tokens",
            Spent = 5,
            Limit = 1_000_000,
            Unit = BudgetUnit.Tokens,
        },
        new() { Name = "team", File = "/repo/rimuru.budgets.yaml" },
    ];

    private static readonly SystemMetrics Machine = new()
    {
        Time = TestDelivery.Now,
        Machine = "box",
        CpuPercent = 12.5m,
        Memory = 3_000_000_000,
        MemoryTotal = 8_000_000_000,
        Agents =
        [
            new AgentMetrics
            {
                Agent = "ClaudeCode",
                Processes = 3,
                CpuPercent = 0.125m,
                Memory = 700_000_000,
                ActiveSessions = 2,
            },
            new AgentMetrics { Agent = "Codex", ActiveSessions = 0 },
        ],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-metrics-").FullName;
    private readonly LoopbackServer server = new();

    public void Dispose()
    {
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string Prom => Path.Combine(folder, "rimuru.prom");

    [Fact]
    public void The_text_file_has_each_figure_once()
    {
        To(("Path", Prom)).Send(new MetricsExportEvent());
        Dictionary<string, decimal> samples = Read(File.ReadAllText(Prom));
        const string claude = "agent=\"ClaudeCode\",provider=\"anthropic\",model=\"claude-\\\"x\\\"\\\\\\\\u000a\"";
        const string codex = "agent=\"Codex\",provider=\"google\",model=\"unknown\"";
        samples[$"rimuru_tokens_total{{{claude},kind=\"input\"}}"].ShouldBe(10);
        samples[$"rimuru_tokens_total{{{claude},kind=\"cache_read\"}}"].ShouldBe(200);
        samples[$"rimuru_tokens_total{{{claude},kind=\"cache_write\"}}"].ShouldBe(34);
        samples[$"rimuru_tokens_total{{{claude},kind=\"output\"}}"].ShouldBe(50);
        samples[$"rimuru_reasoning_tokens_total{{{claude}}}"].ShouldBe(5);
        samples[$"rimuru_requests_total{{{claude}}}"].ShouldBe(3);
        samples[$"rimuru_cost_usd_total{{{claude}}}"].ShouldBe(1.000000001m);
        samples[$"rimuru_tokens_total{{{codex},kind=\"input\"}}"].ShouldBe(7 + long.MaxValue / 4);
        samples[$"rimuru_unpriced_tokens{{{codex}}}"].ShouldBe(7);
        samples[$"rimuru_today_cost_usd{{{claude}}}"].ShouldBe(0.5m);
        samples["rimuru_budget_limit_usd{budget=\"team\",window=\"Month\"}"].ShouldBe(100);
        samples["rimuru_budget_spent_usd{budget=\"team\",window=\"Month\"}"].ShouldBe(80.5m);
        samples["rimuru_budget_limit_tokens{budget=\"tokens\",window=\"Hour\"}"].ShouldBe(1_000_000);
        samples["rimuru_budget_used_ratio{budget=\"team\",window=\"Month\"}"].ShouldBe(0.805m);
    }

    [Fact]
    public void The_text_file_has_what_was_measured()
    {
        To(("Path", Prom)).Send(new MetricsExportEvent());
        Dictionary<string, decimal> samples = Read(File.ReadAllText(Prom));
        samples
            .Where(sample => Regex.IsMatch(sample.Key, "^(system|process|rimuru_processes|rimuru_sessions)"))
            .ShouldBe(
                new Dictionary<string, decimal>
                {
                    ["system_cpu_utilization_ratio"] = 0.125m,
                    ["system_memory_usage_bytes{system_memory_state=\"used\"}"] = 3_000_000_000,
                    ["system_memory_limit_bytes"] = 8_000_000_000,
                    ["process_cpu_utilization_ratio{agent=\"ClaudeCode\"}"] = 0.00125m,
                    ["process_memory_usage_bytes{agent=\"ClaudeCode\"}"] = 700_000_000,
                    ["rimuru_processes{agent=\"ClaudeCode\"}"] = 3,
                    ["rimuru_sessions_active{agent=\"ClaudeCode\"}"] = 2,
                    ["rimuru_sessions_active{agent=\"Codex\"}"] = 0,
                }
            );
    }

    [Fact]
    public void The_text_file_passes_the_check_of_Prometheus()
    {
        string? tool = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(path => Path.Combine(path, "promtool"))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(tool is null, "promtool is not installed");
        To(("Path", Prom)).Send(new MetricsExportEvent());
        using Process check = Process.Start(
            new ProcessStartInfo(tool, ["check", "metrics"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        check.StandardInput.Write(File.ReadAllText(Prom));
        check.StandardInput.Close();
        string said = check.StandardOutput.ReadToEnd() + check.StandardError.ReadToEnd();
        check.WaitForExit();
        (check.ExitCode, said).ShouldBe((0, ""));
    }

    [Fact]
    public void The_text_file_is_replaced_as_a_whole_and_keeps_its_permissions()
    {
        To(("Path", Prom)).Send(new MetricsExportEvent());
        string once = File.ReadAllText(Prom);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Prom, File.GetUnixFileMode(Prom) | UnixFileMode.OtherRead);
        using FileStream reader = File.OpenRead(Prom);
        new TestDelivery(new MetricsExportHandler(TestDelivery.Host()), ("Path", Prom)).Send(new MetricsExportEvent());
        File.ReadAllText(Prom).ShouldBe("");
        new StreamReader(reader).ReadToEnd().ShouldBe(once);
        Directory.GetFiles(folder).ShouldBe([Prom]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Prom).HasFlag(UnixFileMode.OtherRead).ShouldBeTrue();
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_failure_that_names_the_file() =>
        To(("Path", Path.Combine(folder, "none", "x.prom")))
            .Failure(new MetricsExportEvent())
            .Message.ShouldStartWith(Path.Combine(folder, "none", "x.prom"));

    [Fact]
    public void OTLP_has_each_figure_by_the_names_of_the_conventions()
    {
        server.Answer(200, "{}");
        To(("Url", server.Url + "/base/")).Send(new MetricsExportEvent());
        server.Requests.Single().ShouldStartWith("POST /base/v1/metrics ");
        server.Requests.Single().ShouldContain("Content-Type: application/json");
        JsonElement resource = JsonDocument.Parse(server.Bodies.Single()).RootElement.GetProperty("resourceMetrics")[0];
        AttributesOf(resource.GetProperty("resource"))["service.name"].ShouldBe("rimuru");
        Dictionary<string, JsonElement> metrics = Only(resource.GetProperty("scopeMetrics"))
            .GetProperty("metrics")
            .EnumerateArray()
            .ToDictionary(metric => metric.GetProperty("name").GetString()!);

        const string Counted = "gen_ai.client.inference.usage.";
        foreach (
            (string name, long claude, long codex) in ((string, long, long)[])
                [
                    ("input_tokens", 244, 7 + long.MaxValue / 4),
                    ("cache_read.input_tokens", 200, 0),
                    ("cache_write.input_tokens", 34, 0),
                    ("output_tokens", 50, 0),
                    ("reasoning.output_tokens", 5, 0),
                ]
        )
        {
            JsonElement metric = metrics[Counted + name];
            metric.GetProperty("unit").GetString().ShouldBe("{token}");
            JsonElement[] points = PointsOf(metric, "sum");
            points.Select(point => long.Parse(point.GetProperty("asInt").GetString()!)).ShouldBe([claude, codex], name);
            Dictionary<string, string> attributes = AttributesOf(points[1]);
            attributes.ShouldBe(
                new Dictionary<string, string>
                {
                    ["gen_ai.operation.name"] = "chat",
                    ["gen_ai.provider.name"] = "gcp.gemini",
                    ["gen_ai.request.model"] = "unknown",
                    ["gen_ai.agent.name"] = "Codex",
                    ["gen_ai.token.modality"] = "unknown",
                },
                ignoreOrder: true
            );
        }

        JsonElement cost = metrics["rimuru.cost.usage"];
        cost.GetProperty("unit").GetString().ShouldBe("USD");
        JsonElement priced = PointsOf(cost, "sum")[0];
        priced.GetProperty("asDouble").GetDecimal().ShouldBe(1.000000001m);
        AttributesOf(priced)["rimuru.cost.basis"].ShouldBe("list_price");
        priced.GetProperty("startTimeUnixNano").GetString().ShouldBe("1735689600000000000");
        priced.GetProperty("timeUnixNano").GetString().ShouldBe("1795878005000000000");
        PointsOf(metrics["rimuru.cost.today"], "gauge")[0].GetProperty("asDouble").GetDecimal().ShouldBe(0.5m);
        JsonElement limit = Only(metrics["rimuru.budget.cost.limit"].GetProperty("gauge").GetProperty("dataPoints"));
        (AttributesOf(limit)["rimuru.budget.name"], limit.GetProperty("asDouble").GetDecimal()).ShouldBe(("team", 100));
        Only(metrics["rimuru.budget.tokens.spent"].GetProperty("gauge").GetProperty("dataPoints"))
            .GetProperty("asDouble")
            .GetDecimal()
            .ShouldBe(5);
        PointsOf(metrics["rimuru.budget.used"], "gauge").Length.ShouldBe(2);
        PointsOf(metrics["rimuru.unpriced.tokens"], "gauge").Select(point => point.GetProperty("asInt").GetString()).ShouldBe(["0", "7"]);
    }

    [Fact]
    public void OTLP_has_what_was_measured_of_a_host_by_the_names_of_the_conventions()
    {
        server.Answer(200);
        To(("Url", server.Url)).Send(new MetricsExportEvent());
        JsonElement[] resources =
        [
            .. JsonDocument.Parse(server.Bodies.Single()).RootElement.GetProperty("resourceMetrics").EnumerateArray(),
        ];
        resources
            .Select(one => AttributesOf(one.GetProperty("resource")).GetValueOrDefault("host.name"))
            .ShouldBe([null, "box"], "what the ledger has is of no machine");
        Only(resources[1].GetProperty("scopeMetrics"))
            .GetProperty("metrics")
            .EnumerateArray()
            .SelectMany(metric =>
            {
                string kind = metric.TryGetProperty("sum", out _) ? "sum" : "gauge";
                return PointsOf(metric, kind)
                    .Select(point =>
                        string.Join(
                            ' ',
                            [
                                metric.GetProperty("name").GetString(),
                                metric.GetProperty("unit").GetString(),
                                kind,
                                point.TryGetProperty("asInt", out JsonElement whole)
                                    ? whole.GetString()
                                    : point.GetProperty("asDouble").GetRawText(),
                                .. AttributesOf(point).Select(attribute => $"{attribute.Key}={attribute.Value}"),
                            ]
                        )
                    );
            })
            .ShouldBe([
                "system.cpu.utilization 1 gauge 0.125",
                "system.memory.usage By sum 3000000000 system.memory.state=used",
                "system.memory.limit By sum 8000000000",
                "process.cpu.utilization 1 gauge 0.00125 gen_ai.agent.name=ClaudeCode",
                "process.memory.usage By sum 700000000 gen_ai.agent.name=ClaudeCode",
                "rimuru.processes {process} sum 3 gen_ai.agent.name=ClaudeCode",
                "rimuru.sessions.active {session} sum 2 gen_ai.agent.name=ClaudeCode",
                "rimuru.sessions.active {session} sum 0 gen_ai.agent.name=Codex",
            ]);
    }

    [Fact]
    public void OTLP_follows_the_form_of_its_JSON()
    {
        server.Answer(200);
        To(("Url", server.Url)).Send(new MetricsExportEvent());
        JsonElement root = JsonDocument.Parse(server.Bodies.Single()).RootElement;
        foreach (
            JsonElement metric in root.GetProperty("resourceMetrics")
                .EnumerateArray()
                .SelectMany(resource => Only(resource.GetProperty("scopeMetrics")).GetProperty("metrics").EnumerateArray())
        )
        {
            string name = metric.GetProperty("name").GetString()!;
            bool isSum = metric.TryGetProperty("sum", out JsonElement sum),
                isUpDown = isSum && !sum.GetProperty("isMonotonic").GetBoolean();
            metric
                .EnumerateObject()
                .Select(property => property.Name)
                .ShouldBe(["name", "description", "unit", isSum ? "sum" : "gauge"], name);
            if (isSum)
            {
                (sum.GetProperty("aggregationTemporality").GetInt32(), isUpDown).ShouldBe(
                    (2, !name.StartsWith("gen_ai.", StringComparison.Ordinal) && name is not ("rimuru.requests" or "rimuru.cost.usage")),
                    name
                );
            }

            foreach (JsonElement point in PointsOf(metric, isSum ? "sum" : "gauge"))
            {
                string[] properties = [.. point.EnumerateObject().Select(property => property.Name)];
                properties.Where(property => property is "asInt" or "asDouble").Count().ShouldBe(1, name);
                properties
                    .Except(["asInt", "asDouble"])
                    .ShouldBe(
                        isSum && !isUpDown ? ["attributes", "startTimeUnixNano", "timeUnixNano"] : ["attributes", "timeUnixNano"],
                        name
                    );
                if (point.TryGetProperty("asInt", out JsonElement whole))
                    whole.ValueKind.ShouldBe(JsonValueKind.String, name);
                AttributesOf(point)
                    .Keys.ShouldAllBe(
                        key => !key.Contains("session") && !key.Contains("path") && !key.Contains("user") && !key.Contains("host"),
                        name
                    );
            }
        }
    }

    [Theory]
    [InlineData(429, false)]
    [InlineData(502, false)]
    [InlineData(503, false)]
    [InlineData(504, false)]
    [InlineData(400, true)]
    [InlineData(404, true)]
    [InlineData(410, true)]
    [InlineData(500, true)]
    [InlineData(301, true)]
    public void Only_four_statuses_of_OTLP_are_tried_again(int status, bool isFinal)
    {
        server.Answer(status, "", "Retry-After: 7");
        HookFailureException failure = To(("Url", server.Url)).Failure(new MetricsExportEvent());
        (failure.IsFinal, failure.IsOver, failure.RetryAfter).ShouldBe((isFinal, false, TimeSpan.FromSeconds(7)));
    }

    [Theory]
    [InlineData("{\"partialSuccess\":{\"rejectedDataPoints\":\"3\",\"errorMessage\":\"geheim\"}}", "3")]
    [InlineData("{\"partialSuccess\":{\"rejectedDataPoints\":3}}", "3")]
    [InlineData("{\"partialSuccess\":{\"rejectedDataPoints\":\"0\",\"errorMessage\":\"deprecated\"}}", null)]
    [InlineData("{\"partialSuccess\":{}}", null)]
    [InlineData("{\"partialSuccess\":null}", null)]
    [InlineData("[]", null)]
    [InlineData("\n\u0000", null)]
    public void What_a_receiver_took_in_part_is_told_and_not_sent_again(string answer, string? refused)
    {
        server.Answer(200, answer);
        TestDelivery delivery = To(("Url", server.Url));
        delivery.Send(new MetricsExportEvent()).ShouldBe(HookResult.Continue);
        delivery.Warnings.ShouldBe(
            refused is null ? [] : [$"The receiver of the hook mine refused {refused} data points; they are not sent again."]
        );
    }

    [Fact]
    public void Headers_are_those_of_the_credential()
    {
        server.Answer(200).Answer(200);
        TestDelivery delivery = To(("Url", server.Url + "/v1/metrics"), ("Headers", "h"));
        delivery.Secrets["h"] = "Authorization=Bearer%20geheim, X-Tenant = one";
        delivery.Send(new MetricsExportEvent());
        string request = server.Requests.Single();
        request.ShouldStartWith("POST /v1/metrics ");
        request.ShouldContain("\r\nAuthorization: Bearer geheim\r\n");
        request.ShouldContain("\r\nX-Tenant: one\r\n");
        delivery.Secrets["h"] = "geheim";
        HookFailureException failure = delivery.Failure(new MetricsExportEvent());
        failure.IsFinal.ShouldBeTrue();
        failure.ToString().ShouldNotContain("geheim");
    }

    [Theory]
    [InlineData("needs Path or Url")]
    [InlineData("needs Path or Url", "Path", "x.prom", "Url", "https://a.example/")]
    [InlineData("Path must end in .prom", "Path", "x.txt")]
    [InlineData("Url must be an https address", "Url", "http://a.example:4318/")]
    [InlineData("Headers are for Url only", "Path", "x.prom", "Headers", "h")]
    public void Settings_that_cannot_work_are_refused(string problem, params string[] settings) =>
        new TestDelivery(new MetricsExportHandler(TestDelivery.Host()), [.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))])
            .Refusal()
            .ShouldContain(problem);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Names_of_all_kinds_are_valid_labels(int seed)
    {
        string[] names = [.. SampleEvents.Of(seed).Select(told => told.Subject)];
        TestDelivery delivery = new(new MetricsExportHandler(TestDelivery.Host()), ("Path", Prom))
        {
            Costs = query =>
                query.By.Count == 3
                    ?
                    [
                        .. names.Select(name => new CostRecord
                        {
                            Agent = name,
                            Provider = name,
                            Model = name,
                        }),
                    ]
                    : [],
            Budgets = [.. names.Select(name => new BudgetStatus { Name = name })],
        };
        delivery.Send(new MetricsExportEvent());
        Read(File.ReadAllText(Prom)).Count.ShouldBeGreaterThan(names.Distinct().Count());
    }

    /// <summary>Reads the text format strictly: families in one piece, each series once, no time stamps, an end of line at the end.</summary>
    private static Dictionary<string, decimal> Read(string text)
    {
        text.ShouldEndWith("\n");
        Dictionary<string, decimal> samples = [];
        HashSet<string> families = [];
        string family = "";
        foreach (string line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                family = line.Split(' ')[2];
                families.Add(family).ShouldBeTrue(line);
                continue;
            }

            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                line.ShouldBe($"# TYPE {family} {(family.EndsWith("_total", StringComparison.Ordinal) ? "counter" : "gauge")}");
                continue;
            }

            Match match = Sample().Match(line);
            match.Success.ShouldBeTrue(line);
            match.Groups["name"].Value.ShouldBe(family);
            samples.Add(
                $"{family}{match.Groups["labels"].Value}",
                decimal.Parse(match.Groups["value"].Value, System.Globalization.CultureInfo.InvariantCulture)
            );
        }

        return samples;
    }

    private static TestDelivery To(params (string, string)[] settings) =>
        new(new MetricsExportHandler(TestDelivery.Host()), settings)
        {
            Costs = CostsOf,
            Budgets = TwoBudgets,
            Measured = Machine,
        };

    private static CostRecord[] CostsOf(CostQuery query)
    {
        if (query.By.SequenceEqual([CostGrouping.Year]))
            return
            [
                new CostRecord { PeriodStart = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) },
                new CostRecord { PeriodStart = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            ];
        query.By.ShouldBe([CostGrouping.Agent, CostGrouping.Provider, CostGrouping.Model]);
        if (query.Filter.Since is null)
            return Usage;
        query.Filter.Since.ShouldBe(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero));
        return [Usage[0] with { Cost = 0.5m }];
    }

    private static JsonElement[] PointsOf(JsonElement metric, string kind) =>
        [.. metric.GetProperty(kind).GetProperty("dataPoints").EnumerateArray()];

    private static Dictionary<string, string> AttributesOf(JsonElement of) =>
        of.GetProperty("attributes")
            .EnumerateArray()
            .ToDictionary(
                attribute => attribute.GetProperty("key").GetString()!,
                attribute => attribute.GetProperty("value").GetProperty("stringValue").GetString()!
            );

    private static JsonElement Only(JsonElement array) => array.EnumerateArray().Single();

    [GeneratedRegex(
        """^(?<name>[a-z_]+)(?<labels>(?:\{[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"(?:,[a-z]+="(?:[^"\\\n]|\\[\\"n])*")*\})?) (?<value>\d+(\.\d+)?)\z"""
    )]
    private static partial Regex Sample();
}
