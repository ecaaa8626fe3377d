using System.Text.Json;
using System.Text.Json.Serialization;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

/// <summary>The zone of every time that the command prints, in tables and in JSON. The engine itself works in UTC.</summary>
internal sealed class DisplayZone : JsonConverter<DateTimeOffset>
{
    /// <summary>The zone of this run, whose data is loaded only for a time.</summary>
    public static Lazy<TimeZoneInfo> Current { get; set; } = new(() => TimeZoneInfo.Local);

    /// <summary>A value as a table shows it.</summary>
    public static string Cell(ColumnKind kind, object? value) => CellText.Of(kind, value is DateTimeOffset time ? Of(time) : value);

    public static DateTimeOffset Of(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Current.Value);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Of(value));
}
