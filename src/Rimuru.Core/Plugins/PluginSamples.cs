using System.Text.Json;
using Rimuru.Core.Exports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Plugins;

/// <summary>What plugins are tried with: ordinary values, and those that are easily forgotten.</summary>
internal static class PluginSamples
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A table of costs by day and model, with some rows.</summary>
    public static ExportTable Table(int rows) =>
        new(
            "costs",
            "cost",
            [
                new ExportColumn("day"),
                new ExportColumn("model"),
                new ExportColumn("periodStart", ColumnKind.Time),
                new ExportColumn("requests", ColumnKind.Count),
                new ExportColumn("totalTokens", ColumnKind.Count),
                new ExportColumn("cost", ColumnKind.Money),
                new ExportColumn("isComplete", ColumnKind.Flag),
            ],
            Enumerable.Range(0, rows).Select(Row)
        );

    /// <summary>An event as a CloudEvent.</summary>
    public static string Event(DateTimeOffset time) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["specversion"] = "1.0",
                ["id"] = "sample",
                ["source"] = "urn:rimuru:ledger:sample",
                ["type"] = "rimuru.SessionEnd.v1",
                ["time"] = time,
                ["subject"] = "sample-session",
                ["data"] = new Dictionary<string, object>
                {
                    ["agent"] = "ClaudeCode",
                    ["sessionId"] = "sample-session",
                    ["cost"] = 1.25m,
                    ["totalTokens"] = 123_456L,
                },
            },
            SampleContext.Default.DictionaryStringObject
        );

    private static object?[] Row(int i) =>
        (i % 4) switch
        {
            0 => [Day(i), "claude-sonnet-5", Noon.AddDays(i), 12L, 345_678L, 1.234567m, true],
            1 => [Day(i), "=HYPERLINK(\"http://example.com\")", Noon.AddDays(i), 1L, 10L, 0.000000001m, false],
            2 => [Day(i), "naïve \"quoted\", \u001b[31mred\u001b[0m; 模型\nnext", Noon.AddDays(i), 0L, 0L, null, null],
            _ => [null, null, null, 9_007_199_254_740_993L, 1L << 40, 79_228_162_514.264337m, true],
        };

    private static string Day(int i) => Noon.AddDays(i).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, object>))]
[System.Text.Json.Serialization.JsonSerializable(typeof(DateTimeOffset))]
[System.Text.Json.Serialization.JsonSerializable(typeof(decimal))]
[System.Text.Json.Serialization.JsonSerializable(typeof(long))]
internal sealed partial class SampleContext : System.Text.Json.Serialization.JsonSerializerContext;
