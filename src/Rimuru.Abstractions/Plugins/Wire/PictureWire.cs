using System.Text.Json;

namespace Rimuru.Plugins.Wire;

/// <summary>A picture as one JSON object.</summary>
internal static class PictureWire
{
    private const int MostRows = 10_000;

    public static void Write(Utf8JsonWriter json, PluginPicture picture)
    {
        json.WriteStartObject();
        json.WriteString("title", picture.Title);
        json.WriteString("bars", picture.Bars);
        TableWire.WriteColumns(json, picture.Column);
        json.WriteStartArray("rows");
        foreach (IReadOnlyList<object?> row in picture.Row)
            TableWire.WriteRow(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The picture. <see cref="InvalidDataException"/> or <see cref="JsonException"/>: it is none.</summary>
    public static PluginPicture Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("The picture is no object.");
        IReadOnlyList<PluginColumn> columns = TableWire.Columns(root);
        if (!root.TryGetProperty("rows", out JsonElement rows) || rows.ValueKind != JsonValueKind.Array || rows.GetArrayLength() > MostRows)
            throw new InvalidDataException($"The picture has no rows, or more than {MostRows}.");
        string? bars = Text(root, "bars");
        if (columns.Any(column => string.IsNullOrWhiteSpace(column.Name)))
            throw new InvalidDataException("A column has no name.");
        if (columns.Count == 0 || (bars is not null && columns.All(column => column.Name != bars)))
            throw new InvalidDataException("The picture has no columns, or draws one that it does not have.");
        return new PluginPicture
        {
            Title = Text(root, "title"),
            Bars = bars,
            Column = columns,
            Row = [.. rows.EnumerateArray().Select(row => TableWire.Row(row, columns))],
        };
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
