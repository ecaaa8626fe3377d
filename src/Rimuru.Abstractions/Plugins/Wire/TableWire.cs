using System.Globalization;
using System.Text.Json;

namespace Rimuru.Plugins.Wire;

/// <summary>Tables as JSON: the columns as an object, each row as an array on a line.</summary>
internal static class TableWire
{
    private const int MostColumns = 256;

    /// <summary>Writes a property <c>columns</c> of the object that is open.</summary>
    public static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<PluginColumn> columns)
    {
        json.WriteStartArray("columns");
        foreach (PluginColumn column in columns)
        {
            json.WriteStartArray();
            json.WriteStringValue(column.Name);
            json.WriteNumberValue((int)column.Kind);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>The columns of an object. <see cref="InvalidDataException"/>: they are no columns.</summary>
    public static IReadOnlyList<PluginColumn> Columns(JsonElement of)
    {
        if (!of.TryGetProperty("columns", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException("There are no columns.");
        List<PluginColumn> columns = [];
        foreach (JsonElement item in list.EnumerateArray())
        {
            bool isColumn =
                item.ValueKind == JsonValueKind.Array
                && item.GetArrayLength() == 2
                && item[0].ValueKind == JsonValueKind.String
                && item[1].ValueKind == JsonValueKind.Number;
            if (!isColumn || columns.Count == MostColumns)
                throw new InvalidDataException("A column is not valid, or there are too many.");
            if (!item[1].TryGetInt32(out int kind) || !Enum.IsDefined((PluginValueKind)kind))
                throw new InvalidDataException("A column has no kind.");
            columns.Add(new PluginColumn(item[0].GetString()!, (PluginValueKind)kind));
        }

        return columns;
    }

    /// <summary>Writes the values of a row.</summary>
    public static void WriteRow(Utf8JsonWriter json, IReadOnlyList<object?> row)
    {
        json.WriteStartArray();
        foreach (object? value in row)
            WriteValue(json, value);
        json.WriteEndArray();
    }

    /// <summary>The values of a row. <see cref="InvalidDataException"/>: it does not fit the columns.</summary>
    public static object?[] Row(JsonElement row, IReadOnlyList<PluginColumn> columns)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != columns.Count)
            throw new InvalidDataException($"A row does not have {columns.Count} values.");
        object?[] values = new object?[columns.Count];
        int at = 0;
        foreach (JsonElement value in row.EnumerateArray())
        {
            values[at] = Value(value, columns[at].Kind);
            at++;
        }

        return values;
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long or int or short or byte or uint or ushort or sbyte:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case decimal amount:
                json.WriteNumberValue(amount);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                json.WriteStringValue(new DateTimeOffset(time).ToString("O", CultureInfo.InvariantCulture));
                break;
            case IEnumerable<string> list:
                json.WriteStringValue(string.Join("; ", list));
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static object? Value(JsonElement value, PluginValueKind kind)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
            case JsonValueKind.String:
                string text = value.GetString()!;
                return
                    kind == PluginValueKind.Time
                    && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
                    ? time
                    : text;
            case JsonValueKind.Number when kind == PluginValueKind.Number && value.TryGetInt64(out long whole):
                return whole;
            case JsonValueKind.Number when value.TryGetDecimal(out decimal amount):
                return amount;
            default:
                throw new InvalidDataException("A row has a value that is neither a text nor a number, a Boolean or null.");
        }
    }
}
