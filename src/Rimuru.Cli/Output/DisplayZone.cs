using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rimuru.Cli.Output;

/// <summary>The zone of every time that the command prints, in tables and in JSON. The engine itself works in UTC.</summary>
internal sealed class DisplayZone : JsonConverter<DateTimeOffset>
{
    /// <summary>The zone of this run, whose data is loaded only for a time.</summary>
    public static Lazy<TimeZoneInfo> Current { get; set; } = new(() => TimeZoneInfo.Local);

    public static DateTimeOffset Of(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Current.Value);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Of(value));
}
