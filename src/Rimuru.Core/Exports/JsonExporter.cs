using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rimuru.Core.Exports;

/// <summary>JSON objects, a row on each line: one array, or lines of their own.</summary>
/// <param name="isLines">True for lines of their own.</param>
internal sealed class JsonExporter(bool isLines) : IExporter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name => isLines ? nameof(ExportFormat.JsonLines) : nameof(ExportFormat.Json);

    public IReadOnlyList<string> Extensions => isLines ? [".jsonl", ".ndjson"] : [".json"];

    public ExportShape Shape => ExportShape.Fields;

    public string? HeadOf(ExportTable table) => isLines ? "" : null;

    public void Write(ExportTable table, Stream output, ExportOptions options, CancellationToken stop)
    {
        JsonEncodedText[] names = [.. table.Columns.Select(column => JsonEncodedText.Encode(column.Name))];
        using Utf8JsonWriter writer = new(output, Options);
        bool isFirst = true;
        if (!isLines)
            output.Write("["u8);
        foreach (object?[] values in table.Rows)
        {
            stop.ThrowIfCancellationRequested();
            if (!isLines)
                output.Write(isFirst ? "\n"u8 : ",\n"u8);
            writer.WriteStartObject();
            for (int i = 0; i < names.Length; i++)
            {
                writer.WritePropertyName(names[i]);
                Write(writer, values[i]);
            }

            writer.WriteEndObject();
            writer.Flush();
            writer.Reset();
            if (isLines)
                output.Write("\n"u8);
            isFirst = false;
        }

        if (!isLines)
            output.Write("\n]\n"u8);
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case decimal amount:
                writer.WriteNumberValue(amount);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(time);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IEnumerable<string> list:
                writer.WriteStartArray();
                foreach (string text in list)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(ExportText.Of(value));
                break;
        }
    }
}
