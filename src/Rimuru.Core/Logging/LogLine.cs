using System.Globalization;
using System.Text;
using System.Text.Json;
using Rimuru.Core.Display;

namespace Rimuru.Core.Logging;

/// <summary>Log entries as lines: text for people, or JSON.</summary>
internal static class LogLine
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int TextFields = 7;

    /// <summary>
    /// <c>TIME LEVEL AREA ID PROCESS DURATION MESSAGE</c>, for example
    /// <c>2026-11-29T00:03:05.123Z Info Ingest 1f3a9c2e 4711 412ms Read 3 files</c>. A name in the message cannot begin a line of its own.
    /// </summary>
    public static string ToText(LogEntry entry)
    {
        string duration = entry.Duration is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms") : "-",
            id = entry.CorrelationId.Length > 0 ? entry.CorrelationId : "-";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)} {entry.Level} {entry.Area} {id} {entry.ProcessId} "
                + $"{duration} {PlainText.Name(entry.Message)}"
        );
    }

    /// <summary>One JSON object.</summary>
    public static string ToJson(LogEntry entry)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("time", entry.Time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture));
            writer.WriteString("level", entry.Level.ToString());
            writer.WriteString("area", entry.Area.ToString());
            writer.WriteString("correlationId", entry.CorrelationId);
            writer.WriteNumber("processId", entry.ProcessId);
            if (entry.Duration is { } duration)
                writer.WriteNumber("durationMs", Math.Round(duration.TotalMilliseconds, 3));
            if (entry.Code is { } code)
                writer.WriteString("code", code);
            writer.WriteString("message", entry.Message);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Reads a line of either form; null if it is neither, such as a line that was cut off by a full disk.</summary>
    public static LogEntry? Read(string line) => line.StartsWith('{') ? ReadJson(line) : ReadText(line);

    private static LogEntry? ReadText(string line)
    {
        string[] fields = line.Split(' ', TextFields);
        if (
            fields.Length < TextFields
            || TimeOf(fields[0]) is not { } time
            || !Enum.TryParse(fields[1], out LogLevel level)
            || !Enum.TryParse(fields[2], out LogArea area)
            || !int.TryParse(fields[4], NumberStyles.None, CultureInfo.InvariantCulture, out int process)
        )
            return null;
        string message = fields[6];
        return new LogEntry
        {
            Time = time,
            Level = level,
            Area = area,
            CorrelationId = fields[3] == "-" ? "" : fields[3],
            ProcessId = process,
            Duration = DurationOf(fields[5]),
            Code = CodeIn(message),
            Message = message,
        };
    }

    private static LogEntry? ReadJson(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            if (
                TimeOf(root.GetProperty("time").GetString()!) is not { } time
                || !Enum.TryParse(root.GetProperty("level").GetString(), out LogLevel level)
                || !Enum.TryParse(root.GetProperty("area").GetString(), out LogArea area)
            )
                return null;
            return new LogEntry
            {
                Time = time,
                Level = level,
                Area = area,
                CorrelationId = root.GetProperty("correlationId").GetString()!,
                ProcessId = root.GetProperty("processId").GetInt32(),
                Duration = root.TryGetProperty("durationMs", out JsonElement ms) ? TimeSpan.FromMilliseconds(ms.GetDouble()) : null,
                Code = root.TryGetProperty("code", out JsonElement code) ? code.GetString() : null,
                Message = root.GetProperty("message").GetString()!,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    private static TimeSpan? DurationOf(string text) =>
        text.EndsWith("ms", StringComparison.Ordinal)
        && long.TryParse(text[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out long ms)
            ? TimeSpan.FromMilliseconds(ms)
            : null;

    /// <summary>The code that the message of an error holds in brackets: <c>Read the logs: [E1001] …</c>.</summary>
    private static string? CodeIn(string message)
    {
        int start = message.IndexOf("[E", StringComparison.Ordinal);
        int end = start < 0 ? -1 : message.IndexOf(']', start);
        return end > 0 && message[(start + 2)..end].All(char.IsAsciiDigit) ? message[(start + 1)..end] : null;
    }
}
