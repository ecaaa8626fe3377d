using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Rimuru.Core.Events;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Output;

/// <summary>Writes rows as a JSON array in camelCase to standard output, one per line, as they come.</summary>
internal static class JsonRows
{
    /// <summary>Names in the logs are for people: only the escapes that JSON requires are used.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes cost records with only the names that they are grouped by.</summary>
    public static void Write(IEnumerable<CostRecord> records, IReadOnlyList<CostGrouping> by) =>
        WriteArray(records, (writer, record) => WriteRow(writer, record, by));

    /// <summary>The same for one record, as a node.</summary>
    public static JsonNode NodeOf(CostRecord record, IReadOnlyList<CostGrouping> by)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, Options))
            WriteRow(writer, record, by);
        return JsonNode.Parse(bytes.ToArray())!;
    }

    private static void WriteRow(Utf8JsonWriter writer, CostRecord record, IReadOnlyList<CostGrouping> by)
    {
        writer.WriteStartObject();
        foreach (Grouping grouping in by.Select(Groupings.Of))
            writer.WriteString(char.ToLowerInvariant(grouping.Property[0]) + grouping.Property[1..], grouping.ValueOf(record));
        if (record is { PeriodStart: { } start, PeriodEnd: { } end })
        {
            writer.WriteString("periodStart"u8, start);
            writer.WriteString("periodEnd"u8, end);
        }

        if (record is { Uses: { } uses, Sessions: { } sessions, LastUse: { } lastUse })
        {
            writer.WriteNumber("uses"u8, uses);
            writer.WriteNumber("sessions"u8, sessions);
            writer.WriteString("lastUse"u8, DisplayZone.Of(lastUse));
        }

        writer.WriteNumber("requests"u8, record.Requests);
        writer.WriteNumber("inputTokens"u8, record.InputTokens);
        writer.WriteNumber("cacheReadTokens"u8, record.CacheReadTokens);
        writer.WriteNumber("cacheWrite5mTokens"u8, record.CacheWrite5mTokens);
        writer.WriteNumber("cacheWrite1hTokens"u8, record.CacheWrite1hTokens);
        writer.WriteNumber("outputTokens"u8, record.OutputTokens);
        writer.WriteNumber("reasoningTokens"u8, record.ReasoningTokens);
        writer.WriteNumber("totalTokens"u8, record.TotalTokens);
        WriteNumber(writer, "cacheHitRate"u8, record.CacheHitRate);
        WriteNumber(writer, "cacheSavings"u8, record.CacheSavings);
        writer.WriteNumber("webSearches"u8, record.WebSearches);
        WriteNumber(writer, "cost"u8, record.Cost);
        writer.WriteString("currency"u8, record.Currency);
        if (record.DisplayCurrency is { } currency)
        {
            WriteNumber(writer, "displayCost"u8, record.DisplayCost);
            writer.WriteString("displayCurrency"u8, currency);
            WriteNumber(writer, "exchangeRate"u8, record.ExchangeRate);
            writer.WriteString("rateDate"u8, record.RateDate?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        }

        writer.WriteNumber("unpricedRequests"u8, record.UnpricedRequests);
        writer.WriteNumber("unpricedTokens"u8, record.UnpricedTokens);
        writer.WriteNumber("includedRequests"u8, record.IncludedRequests);
        WriteNumber(writer, "reportedCredits"u8, record.ReportedCredits);
        writer.WriteString("creditUnit"u8, record.CreditUnit);
        writer.WriteEndObject();
    }

    /// <summary>Writes records as they are.</summary>
    public static void Write<T>(IEnumerable<T> rows)
    {
        JsonTypeInfo<T> type = RowContext.Of<T>();
        WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, type));
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, decimal? number)
    {
        if (number is { } known)
            writer.WriteNumber(name, known);
        else
            writer.WriteNull(name);
    }

    /// <summary>A record as a node.</summary>
    public static JsonNode NodeOf<T>(T row) => JsonSerializer.SerializeToNode(row, RowContext.Of<T>())!;

    /// <summary>Writes runs of hooks, each with its event as a CloudEvent.</summary>
    public static void Write(IEnumerable<HookRun> rows) =>
        WriteArray(
            rows,
            (writer, row) =>
            {
                writer.WriteStartObject();
                writer.WriteString("hook"u8, row.Hook);
                writer.WriteString("state"u8, row.State.ToString());
                writer.WriteNumber("attempts"u8, row.Attempts);
                writer.WriteString("time"u8, row.Time);
                if (row.Next is { } next)
                    writer.WriteString("next"u8, next);
                else
                    writer.WriteNull("next"u8);
                writer.WriteString("error"u8, row.Error);
                writer.WritePropertyName("event"u8);
                writer.WriteRawValue(EventText.Envelope(row.Event));
                writer.WriteEndObject();
            }
        );

    /// <summary>Writes one object on a line of its own, for programs that read a stream.</summary>
    public static void WriteLine(SessionEvent row)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(row, RowContext.Of<SessionEvent>()));
        Console.Out.Flush();
    }

    /// <summary>Writes what a sync fetched and changed: <c>{"sources": […], "changes": […]}</c>.</summary>
    public static void Write(ModelSyncReport report)
    {
        using (BufferedStream output = new(Console.OpenStandardOutput(), 64 * 1024))
        using (Utf8JsonWriter writer = new(output, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("sources");
            foreach (ModelSyncResult result in report.Results)
                JsonSerializer.Serialize(writer, result, RowContext.Of<ModelSyncResult>());
            writer.WriteEndArray();
            writer.WriteStartArray("changes");
            foreach (PriceChange change in report.Changes)
                JsonSerializer.Serialize(writer, change, RowContext.Of<PriceChange>());
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        Console.Out.WriteLine();
    }

    private static void WriteArray<T>(IEnumerable<T> rows, Action<Utf8JsonWriter, T> write)
    {
        using BufferedStream output = new(Console.OpenStandardOutput(), 64 * 1024);
        using Utf8JsonWriter writer = new(output, Options);
        bool isFirst = true;
        output.Write("["u8);
        foreach (T row in rows)
        {
            output.Write(isFirst ? "\n"u8 : ",\n"u8);
            write(writer, row);
            writer.Flush();
            writer.Reset();
            isFirst = false;
        }

        output.Write("\n]\n"u8);
    }
}

[JsonSerializable(typeof(Budget))]
[JsonSerializable(typeof(BudgetStatus))]
[JsonSerializable(typeof(UsageBlock))]
[JsonSerializable(typeof(CostForecast))]
[JsonSerializable(typeof(ExchangeRate))]
[JsonSerializable(typeof(UsageLimit))]
[JsonSerializable(typeof(MetricRecord))]
[JsonSerializable(typeof(SystemMetrics))]
[JsonSerializable(typeof(Plugin))]
[JsonSerializable(typeof(PluginCheck))]
[JsonSerializable(typeof(Hook))]
[JsonSerializable(typeof(Integration))]
[JsonSerializable(typeof(Skill))]
[JsonSerializable(typeof(RemovedSkill))]
[JsonSerializable(typeof(SkillCheck))]
[JsonSerializable(typeof(SkillMatch))]
[JsonSerializable(typeof(SkillRecommendation))]
[JsonSerializable(typeof(SkillUsage))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(UsageRecord))]
[JsonSerializable(typeof(Agent))]
[JsonSerializable(typeof(SyncResult))]
[JsonSerializable(typeof(DuplicateRecord))]
[JsonSerializable(typeof(DuplicateSummary))]
[JsonSerializable(typeof(Runaway))]
[JsonSerializable(typeof(DiscoveredAgent))]
[JsonSerializable(typeof(AgentHealth))]
[JsonSerializable(typeof(SessionEvent))]
[JsonSerializable(typeof(ModelInfo))]
[JsonSerializable(typeof(ModelSyncResult))]
[JsonSerializable(typeof(PriceChange))]
[JsonSerializable(typeof(StoreInfo))]
[JsonSerializable(typeof(StoreCheck))]
[JsonSerializable(typeof(StoreBackup))]
[JsonSerializable(typeof(StoreCopyResult))]
[JsonSerializable(typeof(StoreRestoration))]
[JsonSerializable(typeof(StoreOptimization))]
[JsonSerializable(typeof(ConfigurationSetting))]
[JsonSerializable(typeof(ConfigurationCheck))]
[JsonSerializable(typeof(LogEntry))]
[JsonSerializable(typeof(CredentialInfo))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class RowContext : JsonSerializerContext
{
    /// <summary>How a type is written, which must be listed above.</summary>
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Rows.GetTypeInfo(typeof(T));

    // Created by the first row that needs it.
    private static JsonSerializerOptions Rows { get; } =
        new()
        {
            TypeInfoResolver = new RowContext().WithAddedModifier(HideConversion),
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Converters =
            {
                new DisplayZone(),
                new JsonStringEnumConverter<EventKind>(),
                new JsonStringEnumConverter<HookHandler>(),
                new JsonStringEnumConverter<BudgetState>(),
                new JsonStringEnumConverter<BudgetUnit>(),
                new JsonStringEnumConverter<BudgetWindow>(),
                new JsonStringEnumConverter<ForecastPeriod>(),
                new JsonStringEnumConverter<ForecastMethod>(),
                new JsonStringEnumConverter<LimitState>(),
                new JsonStringEnumConverter<MetricName>(),
                new JsonStringEnumConverter<IntegrationFeature>(),
                new JsonStringEnumConverter<PluginKind>(),
                new JsonStringEnumConverter<PluginState>(),
                new JsonStringEnumConverter<PluginLanguage>(),
                new JsonStringEnumConverter<CostGrouping>(),
                new JsonStringEnumConverter<SkillScope>(),
                new JsonStringEnumConverter<SkillSeverity>(),
                new JsonStringEnumConverter<SessionStatus>(),
                new JsonStringEnumConverter<UsageEvidence>(),
                new JsonStringEnumConverter<CostStatus>(),
                new JsonStringEnumConverter<DuplicateRule>(),
                new JsonStringEnumConverter<RunawayReason>(),
                new JsonStringEnumConverter<HealthStatus>(),
                new JsonStringEnumConverter<SessionEventKind>(),
                new JsonStringEnumConverter<ModelSyncStatus>(),
                new JsonStringEnumConverter<StoreKind>(),
                new JsonStringEnumConverter<CheckStatus>(),
                new JsonStringEnumConverter<LogLevel>(),
                new JsonStringEnumConverter<LogArea>(),
                new JsonStringEnumConverter<CredentialSource>(),
            },
        };

    /// <summary>Records whose costs are not converted do not have the fields of it.</summary>
    private static void HideConversion(JsonTypeInfo type)
    {
        if (type.Properties.FirstOrDefault(field => field.Name == "displayCurrency")?.Get is not { } currencyOf)
            return;
        foreach (JsonPropertyInfo field in type.Properties)
        {
            if (field.Name.StartsWith("display", StringComparison.Ordinal) || field.Name is "exchangeRate" or "rateDate")
                field.ShouldSerialize = (record, _) => currencyOf(record) is not null;
        }
    }
}
