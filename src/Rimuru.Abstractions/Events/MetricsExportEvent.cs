using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>It is time to export figures.</summary>
public sealed record MetricsExportEvent : RimuruEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.MetricsExport;

    /// <summary>The start of the interval that ends with the event.</summary>
    public DateTimeOffset Since { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Subject => "metrics";
}
