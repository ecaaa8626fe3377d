using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Rimuru.Core.Records;

namespace Rimuru.Core.Events;

/// <summary>Events as JSON: the data that the ledger keeps, and the CloudEvent that goes out.</summary>
internal static class EventText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string DataOf(RimuruEvent told) => JsonSerializer.Serialize(told, TypeOf(told.Kind));

    /// <summary>The event of a row. Throws <see cref="JsonException"/> if its data is not that of its kind.</summary>
    /// <param name="stored">The row.</param>
    /// <param name="ledger">The id of its ledger.</param>
    public static RimuruEvent Read(StoredEvent stored, string ledger) =>
        Complete((RimuruEvent?)JsonSerializer.Deserialize(stored.Data, TypeOf(stored.Kind))) with
        {
            Id = stored.Id,
            Source = SourceOf(ledger),
            Time = Moment.Of(stored.AtMs),
        };

    /// <summary>The names of the data of a kind.</summary>
    public static IEnumerable<string> NamesOf(EventKind kind) =>
        TypeOf(kind).Properties.Where(property => property.Get is not null).Select(property => property.Name);

    /// <summary>The event of a row; null if its data is not that of its kind.</summary>
    public static RimuruEvent? Find(StoredEvent stored, string ledger)
    {
        try
        {
            return Read(stored, ledger);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The event if it has what its kind has; a shared ledger may have what no Rimuru writes.</summary>
    private static RimuruEvent Complete(RimuruEvent? told)
    {
        bool isComplete = told switch
        {
            SessionFacts session => session is { Agent: not null, SessionId: not null } and not SessionEndEvent { Models: null },
            CostRecordedEvent cost => cost is { Agent: not null, SessionId: not null },
            CustomEvent custom => custom is { Name: not null, Data: not null },
            ConfigurationChangedEvent changed => changed.Keys is not null,
            ModelSyncCompletedEvent sync => sync is { Sources: not null, FailedSources: not null },
            ErrorEvent error => error is { Hook: not null, Code: not null, Message: not null },
            _ => told?.Subject is not null,
        };
        return isComplete ? told! : throw new JsonException("It lacks what events of its kind have.");
    }

    public static string SourceOf(string ledger) => $"urn:rimuru:ledger:{ledger}";

    /// <summary>The event as a CloudEvent 1.0 on one line.</summary>
    public static string Envelope(RimuruEvent told)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion"u8, "1.0");
            writer.WriteString("id"u8, told.Id);
            writer.WriteString("source"u8, told.Source);
            writer.WriteString("type"u8, told.Type);
            writer.WriteString("subject"u8, told.Subject);
            writer.WriteString("time"u8, told.Time.UtcDateTime);
            writer.WriteString("datacontenttype"u8, "application/json");
            writer.WritePropertyName("data"u8);
            JsonSerializer.Serialize(writer, told, TypeOf(told.Kind));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static JsonTypeInfo TypeOf(EventKind kind) =>
        kind switch
        {
            EventKind.SessionStart => EventContext.Events.SessionStartEvent,
            EventKind.SessionEnd => EventContext.Events.SessionEndEvent,
            EventKind.CostThreshold => EventContext.Events.CostThresholdEvent,
            EventKind.MetricsExport => EventContext.Events.MetricsExportEvent,
            EventKind.Custom => EventContext.Events.CustomEvent,
            EventKind.CostRecorded => EventContext.Events.CostRecordedEvent,
            EventKind.AgentConnected => EventContext.Events.AgentConnectedEvent,
            EventKind.AgentDisconnected => EventContext.Events.AgentDisconnectedEvent,
            EventKind.ModelSyncCompleted => EventContext.Events.ModelSyncCompletedEvent,
            EventKind.BudgetExceeded => EventContext.Events.BudgetExceededEvent,
            EventKind.ConfigurationChanged => EventContext.Events.ConfigurationChangedEvent,
            EventKind.Error => EventContext.Events.ErrorEvent,
            EventKind.RunawayDetected => EventContext.Events.RunawayDetectedEvent,
            _ => throw new JsonException($"{(int)kind} is no kind of event."),
        };
}

[JsonSerializable(typeof(SessionStartEvent))]
[JsonSerializable(typeof(SessionEndEvent))]
[JsonSerializable(typeof(CostThresholdEvent))]
[JsonSerializable(typeof(MetricsExportEvent))]
[JsonSerializable(typeof(CustomEvent))]
[JsonSerializable(typeof(CostRecordedEvent))]
[JsonSerializable(typeof(AgentConnectedEvent))]
[JsonSerializable(typeof(AgentDisconnectedEvent))]
[JsonSerializable(typeof(ModelSyncCompletedEvent))]
[JsonSerializable(typeof(BudgetExceededEvent))]
[JsonSerializable(typeof(ConfigurationChangedEvent))]
[JsonSerializable(typeof(ErrorEvent))]
[JsonSerializable(typeof(RunawayDetectedEvent))]
internal sealed partial class EventContext : JsonSerializerContext
{
    // Created by the first event that needs it.
    public static EventContext Events { get; } =
        new(
            new JsonSerializerOptions
            {
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Converters =
                {
                    new JsonStringEnumConverter<BudgetUnit>(),
                    new JsonStringEnumConverter<BudgetWindow>(),
                    new JsonStringEnumConverter<SessionStatus>(),
                    new JsonStringEnumConverter<RunawayReason>(),
                },
            }
        );
}
