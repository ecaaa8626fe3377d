using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rimuru.Core.Hooks;

/// <summary>
/// Metrics as a request of OTLP in JSON, with the names of OpenTelemetry's conventions for generative AI, systems and processes where they
/// have one, and our own for the rest. Sums are cumulative.
/// </summary>
internal sealed class OtlpMetrics
{
    private const string Tokens = "{token}",
        Usd = "USD";

    private const int Cumulative = 2;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The names that the conventions have for providers that we name otherwise.</summary>
    private static readonly Dictionary<string, string> Providers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["google"] = "gcp.gemini",
        ["gemini"] = "gcp.gemini",
        ["vertex"] = "gcp.vertex_ai",
        ["google-vertex"] = "gcp.vertex_ai",
        ["bedrock"] = "aws.bedrock",
        ["amazon-bedrock"] = "aws.bedrock",
        ["azure"] = "azure.ai.openai",
        ["xai"] = "x_ai",
        ["mistral"] = "mistral_ai",
        ["moonshot"] = "moonshot_ai",
    };

    private readonly Utf8JsonWriter writer;
    private readonly string start;
    private readonly string now;

    private OtlpMetrics(Utf8JsonWriter writer, DateTimeOffset since, DateTimeOffset time) =>
        (this.writer, start, now) = (writer, Nanoseconds(since), Nanoseconds(time));

    public static byte[] Of(LedgerMetrics metrics, DateTimeOffset time)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Plain))
            new OtlpMetrics(writer, metrics.Since, time).Request(metrics);
        return buffer.WrittenSpan.ToArray();
    }

    private void Request(LedgerMetrics metrics)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("resourceMetrics"u8);
        Resource([], () => All(metrics));

        // What is measured is of a machine, so that its name is there; what the ledger has is of all machines.
        if (metrics.Measured is { } measured)
            Resource([("host.name", measured.Machine)], () => Measured(measured));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Resource(IEnumerable<(string, string)> attributes, Action metrics)
    {
        string version = typeof(OtlpMetrics).Assembly.GetName().Version!.ToString(3);
        writer.WriteStartObject();
        writer.WriteStartObject("resource"u8);
        Attributes([("service.name", "rimuru"), ("service.version", version), .. attributes]);
        writer.WriteEndObject();
        writer.WriteStartArray("scopeMetrics"u8);
        writer.WriteStartObject();
        writer.WriteStartObject("scope"u8);
        writer.WriteString("name"u8, "rimuru"u8);
        writer.WriteString("version"u8, version);
        writer.WriteEndObject();
        writer.WriteStartArray("metrics"u8);
        metrics();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Measured(SystemMetrics system)
    {
        foreach (MeasuredMetric<SystemMetrics> metric in MeasuredMetrics.OfSystem)
            Measured(metric, [([.. metric.State is { } state ? [state] : ((string, string)[])[]], metric.ValueOf(system))]);
        foreach (MeasuredMetric<AgentMetrics> metric in MeasuredMetrics.OfAgents)
            Measured(
                metric,
                system.Agents.Select(agent => (((string, string)[])[("gen_ai.agent.name", agent.Agent)], metric.ValueOf(agent)))
            );
    }

    private void Measured<T>(MeasuredMetric<T> metric, IEnumerable<((string, string)[] Attributes, decimal? Value)> points)
    {
        bool isRatio = metric.Unit == MeasuredMetrics.Ratio;
        Metric(
            metric.Name,
            metric.Description,
            metric.Unit,
            isRatio ? MetricKind.Gauge : MetricKind.UpDown,
            points
                .Where(point => point.Value is not null)
                .Select(point => ((IEnumerable<(string, string)>)point.Attributes, point.Value!.Value)),
            isWhole: !isRatio
        );
    }

    private void All(LedgerMetrics metrics)
    {
        const string Counted = "gen_ai.client.inference.usage.";
        OfUsage($"{Counted}input_tokens", "Input tokens, those of the cache included.", metrics, usage => usage.AllInput);
        OfUsage(
            $"{Counted}cache_read.input_tokens",
            "The part of the input that was read from the cache.",
            metrics,
            usage => usage.CacheRead
        );
        OfUsage(
            $"{Counted}cache_write.input_tokens",
            "The part of the input that was written to the cache.",
            metrics,
            usage => usage.CacheWrite
        );
        OfUsage($"{Counted}output_tokens", "Output tokens, reasoning included.", metrics, usage => usage.Output);
        OfUsage($"{Counted}reasoning.output_tokens", "The part of the output that was reasoning.", metrics, usage => usage.Reasoning);
        Metric(
            "rimuru.requests",
            "Billed responses.",
            "{request}",
            MetricKind.Sum,
            metrics.Usage.Select(usage => (AttributesOf(usage), (decimal)usage.Requests)),
            isWhole: true
        );
        Metric(
            "rimuru.unpriced.tokens",
            "Tokens without a known price, which are not in the cost; fewer when prices are found.",
            Tokens,
            MetricKind.Gauge,
            metrics.Usage.Select(usage => (AttributesOf(usage), (decimal)usage.Unpriced)),
            isWhole: true
        );
        Metric("rimuru.cost.usage", "Cost, calculated from list prices.", Usd, MetricKind.Sum, metrics.Usage.Select(CostOf));
        Metric("rimuru.cost.today", "Cost of the day, calculated from list prices.", Usd, MetricKind.Gauge, metrics.Today.Select(CostOf));
        Metric(
            "rimuru.tokens.today",
            "Tokens of the day.",
            Tokens,
            MetricKind.Gauge,
            metrics.Today.Select(usage => (AttributesOf(usage), (decimal)usage.Total)),
            isWhole: true
        );
        OfBudgets(metrics, BudgetUnit.USD, "cost", Usd);
        OfBudgets(metrics, BudgetUnit.Tokens, "tokens", Tokens);
        Metric(
            "rimuru.budget.used",
            "What was spent of a budget in its window; 1 is all of it.",
            MeasuredMetrics.Ratio,
            MetricKind.Gauge,
            metrics.Budgets.Select(budget => (AttributesOf(budget), budget.Percent / 100))
        );
    }

    private void OfUsage(string name, string description, LedgerMetrics metrics, Func<UsageMetric, long> value) =>
        Metric(
            name,
            description,
            Tokens,
            MetricKind.Sum,
            metrics.Usage.Select(usage =>
                ((IEnumerable<(string, string)>)[.. AttributesOf(usage), ("gen_ai.token.modality", "unknown")], (decimal)value(usage))
            ),
            isWhole: true
        );

    private void OfBudgets(LedgerMetrics metrics, BudgetUnit unit, string name, string unitName)
    {
        BudgetStatus[] budgets = [.. metrics.Budgets.Where(budget => budget.Unit == unit)];
        Metric(
            $"rimuru.budget.{name}.limit",
            "The amount of a budget.",
            unitName,
            MetricKind.Gauge,
            budgets.Select(budget => (AttributesOf(budget), budget.Limit))
        );
        Metric(
            $"rimuru.budget.{name}.spent",
            "What was spent of a budget in its window.",
            unitName,
            MetricKind.Gauge,
            budgets.Select(budget => (AttributesOf(budget), budget.Spent))
        );
    }

    /// <summary>A metric without points is left out.</summary>
    private void Metric(
        string name,
        string description,
        string unit,
        MetricKind kind,
        IEnumerable<(IEnumerable<(string, string)> Attributes, decimal Value)> points,
        bool isWhole = false
    )
    {
        List<(IEnumerable<(string, string)> Attributes, decimal Value)> all = [.. points];
        if (all.Count == 0)
            return;
        writer.WriteStartObject();
        writer.WriteString("name"u8, name);
        writer.WriteString("description"u8, description);
        writer.WriteString("unit"u8, unit);
        writer.WriteStartObject(kind == MetricKind.Gauge ? "gauge"u8 : "sum"u8);
        writer.WriteStartArray("dataPoints"u8);
        foreach ((IEnumerable<(string, string)> attributes, decimal value) in all)
        {
            writer.WriteStartObject();
            Attributes(attributes);
            if (kind == MetricKind.Sum)
                writer.WriteString("startTimeUnixNano"u8, start);
            writer.WriteString("timeUnixNano"u8, now);
            if (isWhole)
                writer.WriteString("asInt"u8, value.ToString("0", CultureInfo.InvariantCulture)); // 64 bits are a text in OTLP
            else
                writer.WriteNumber("asDouble"u8, value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (kind != MetricKind.Gauge)
        {
            writer.WriteNumber("aggregationTemporality"u8, Cumulative);
            writer.WriteBoolean("isMonotonic"u8, kind == MetricKind.Sum);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void Attributes(IEnumerable<(string, string)> attributes)
    {
        writer.WriteStartArray("attributes"u8);
        foreach ((string key, string value) in attributes)
        {
            writer.WriteStartObject();
            writer.WriteString("key"u8, key);
            writer.WriteStartObject("value"u8);
            writer.WriteString("stringValue"u8, value);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static (IEnumerable<(string, string)> Attributes, decimal Value) CostOf(UsageMetric usage) =>
        ([.. AttributesOf(usage), ("rimuru.cost.basis", "list_price")], usage.Cost);

    private static IEnumerable<(string, string)> AttributesOf(UsageMetric usage) =>
        [
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.provider.name", Providers.GetValueOrDefault(usage.Provider, usage.Provider)),
            ("gen_ai.request.model", usage.Model),
            ("gen_ai.agent.name", usage.Agent),
        ];

    private static IEnumerable<(string, string)> AttributesOf(BudgetStatus budget) =>
        [("rimuru.budget.name", budget.Name), ("rimuru.budget.window", budget.Window.ToString())];

    private static string Nanoseconds(DateTimeOffset time) =>
        (time.ToUnixTimeMilliseconds() * 1_000_000).ToString(CultureInfo.InvariantCulture);

    private enum MetricKind
    {
        Gauge,

        /// <summary>A sum that only rises.</summary>
        Sum,

        /// <summary>A sum that also falls: it has no start.</summary>
        UpDown,
    }
}
