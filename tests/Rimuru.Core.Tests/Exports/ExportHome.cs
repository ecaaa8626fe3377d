using System.Text;
using Rimuru.Core.Exports;
using Rimuru.Core.Formats;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Exports;

/// <summary>A ledger with names that are hostile to every format, models of several prices, and one without a price.</summary>
internal sealed class ExportHome : IDisposable
{
    /// <summary>A title, a branch and a model that a spreadsheet, a browser, XML or Markdown must not understand.</summary>
    public const string Title = "=HYPERLINK(\"http://evil.example\")<img src=x onerror=alert(1)>|[a](javascript:b) \u202egnp.exe";

    public const string Branch = "@SUM(1+1)*cmd|' /C calc'!A0";
    public const string Model = "-<script>alert('model')</script>";

    private readonly TestHome home = new();

    public ExportHome()
    {
        home.At(new DateTimeOffset(2026, 7, 9, 12, 0, 0, TimeSpan.Zero));
        List<string> lines =
        [
            $$"""{"type":"ai-title","aiTitle":{{System.Text.Json.JsonSerializer.Serialize(Title)}},"sessionId":"one"}""",
            Line("a", "claude-opus-5", "2026-07-01T10:00:00.000Z", 1_234_567),
            Line("b", "claude-opus-5", "2026-07-01T23:59:59.999Z", 7),
            Line("c", "claude-sonnet-4-5", "2026-07-02T00:00:00.000Z", 250_003),
            Line("d", "claude-haiku-4-5-20251001", "2026-07-02T10:00:00.000Z", 3),
            Line("e", Model, "2026-07-03T10:00:00.000Z", 11),
        ];
        home.Write(ClaudeCodeLines.Log, [.. lines]);
        home.Sync();
        Engine = home.Open();
    }

    public RimuruEngine Engine { get; }

    public ExportRequest Request { get; } = new() { Zone = TimeZoneInfo.Utc };

    public string In(string name) => home.In(name);

    public string File(string name, string text)
    {
        System.IO.File.WriteAllText(home.In(name), text);
        return home.In(name);
    }

    /// <summary>An export of costs as text.</summary>
    public string Costs(ExportFormat format, ExportRequest? request = null)
    {
        using MemoryStream output = new();
        Engine.Exports.Costs(request ?? Request, ExportFormats.Of(format), output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public string Sessions(ExportFormat format, ExportRequest? request = null)
    {
        using MemoryStream output = new();
        Engine.Exports.Sessions(request ?? Request, ExportFormats.Of(format), output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>The rows of a CSV by the names of its columns.</summary>
    public static List<Dictionary<string, string>> Rows(string csv)
    {
        List<List<string>> lines = [.. CsvRecords.Read(new StringReader(csv)).Select(line => line.Fields)];
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    public List<CostRecord> Ledger(params CostGrouping[] by) =>
        [.. Engine.Reports.Costs(new CostQuery { By = by, Zone = TimeZoneInfo.Utc }).Run(CancellationToken.None)];

    public void Dispose()
    {
        Engine.Dispose();
        home.Dispose();
    }

    private static string Line(string id, string model, string time, int tokens) =>
        ClaudeCodeLines
            .Assistant(
                id,
                $""" "input_tokens":{tokens},"output_tokens":{tokens / 2},"cache_read_input_tokens":{tokens * 3},"cache_creation":@"ephemeral_5m_input_tokens":5,"ephemeral_1h_input_tokens":{tokens / 7}#,"server_tool_use":@"web_search_requests":2# """
                    .Replace('@', '{')
                    .Replace('#', '}'),
                model: model,
                time: time
            )
            .Replace("\"gitBranch\":\"main\"", $"\"gitBranch\":\"{Branch}\"", StringComparison.Ordinal);
}
