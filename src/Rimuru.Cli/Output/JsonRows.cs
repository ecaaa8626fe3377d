using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Output;

/// <summary>Rows as a JSON array in camelCase on standard output, one a line, written as they come.</summary>
internal static class JsonRows
{
    /// <summary>Names in the logs are for people: they are not escaped beyond what JSON needs.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Cost records with the names they are grouped by, and no others.</summary>
    public static void Write(IEnumerable<CostRecord> records, IReadOnlyList<CostGrouping> by)
    {
        Grouping[] groupings = [.. by.Select(Groupings.Of)];
        string[] names = Array.ConvertAll(groupings, grouping => char.ToLowerInvariant(grouping.Property[0]) + grouping.Property[1..]);
        using JsonLines lines = new(Console.OpenStandardOutput());
        foreach (CostRecord record in records)
        {
            lines.Begin();
            for (int i = 0; i < by.Count; i++) lines.Property(names[i], groupings[i].ValueOf(record));
            lines.Property("requests", record.Requests);
            lines.Property("inputTokens", record.InputTokens);
            lines.Property("cacheReadTokens", record.CacheReadTokens);
            lines.Property("cacheWrite5mTokens", record.CacheWrite5mTokens);
            lines.Property("cacheWrite1hTokens", record.CacheWrite1hTokens);
            lines.Property("outputTokens", record.OutputTokens);
            lines.Property("reasoningTokens", record.ReasoningTokens);
            lines.Property("totalTokens", record.TotalTokens);
            lines.Property("webSearches", record.WebSearches);
            lines.Property("cost", record.Cost);
            lines.Property("currency", record.Currency);
            lines.Property("unpricedRequests", record.UnpricedRequests);
            lines.Property("unpricedTokens", record.UnpricedTokens);
            lines.Property("includedRequests", record.IncludedRequests);
            lines.End();
        }

        lines.Finish();
    }

    public static void Write(IEnumerable<Session> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.Session));

    public static void Write(IEnumerable<UsageRecord> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.UsageRecord));

    public static void Write(IEnumerable<Agent> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.Agent));

    public static void Write(IEnumerable<SyncResult> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.SyncResult));

    public static void Write(IEnumerable<DuplicateRecord> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.DuplicateRecord));

    public static void Write(IEnumerable<DuplicateSummary> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.DuplicateSummary));

    public static void Write(IEnumerable<DiscoveredAgent> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.DiscoveredAgent));

    public static void Write(IEnumerable<AgentHealth> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.AgentHealth));

    public static void Write(IEnumerable<StoreInfo> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.StoreInfo));

    public static void Write(IEnumerable<StoreCheck> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.StoreCheck));

    public static void Write(IEnumerable<StoreCopyResult> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.StoreCopyResult));

    public static void Write(IEnumerable<StoreBackup> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.StoreBackup));

    public static void Write(IEnumerable<StoreRestoration> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.StoreRestoration));

    public static void Write(IEnumerable<StoreOptimization> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.StoreOptimization));

    /// <summary>One object on a line of its own, for who reads a stream.</summary>
    public static void WriteLine(SessionEvent row)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(row, RowContext.Rows.SessionEvent));
        Console.Out.Flush();
    }

    public static void Write(IEnumerable<ModelInfo> rows) => WriteArray(rows, (writer, row) => JsonSerializer.Serialize(writer, row, RowContext.Rows.ModelInfo));

    /// <summary>What a sync fetched and what it changed: <c>{"sources": […], "changes": […]}</c>.</summary>
    public static void Write(ModelSyncReport report)
    {
        using (BufferedStream output = new(Console.OpenStandardOutput(), 64 * 1024))
        using (Utf8JsonWriter writer = new(output, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("sources");
            foreach (ModelSyncResult result in report.Results) JsonSerializer.Serialize(writer, result, RowContext.Rows.ModelSyncResult);
            writer.WriteEndArray();
            writer.WriteStartArray("changes");
            foreach (PriceChange change in report.Changes) JsonSerializer.Serialize(writer, change, RowContext.Rows.PriceChange);
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

[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(UsageRecord))]
[JsonSerializable(typeof(Agent))]
[JsonSerializable(typeof(SyncResult))]
[JsonSerializable(typeof(DuplicateRecord))]
[JsonSerializable(typeof(DuplicateSummary))]
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
internal sealed partial class RowContext : JsonSerializerContext
{
    // Made by the first row that needs it.
    public static RowContext Rows { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters =
        {
            new JsonStringEnumConverter<SessionStatus>(), new JsonStringEnumConverter<UsageEvidence>(), new JsonStringEnumConverter<CostStatus>(),
            new JsonStringEnumConverter<DuplicateRule>(),
            new JsonStringEnumConverter<HealthStatus>(), new JsonStringEnumConverter<SessionEventKind>(),
            new JsonStringEnumConverter<ModelSyncStatus>(), new JsonStringEnumConverter<StoreKind>(), new JsonStringEnumConverter<CheckStatus>(),
        },
    });
}
