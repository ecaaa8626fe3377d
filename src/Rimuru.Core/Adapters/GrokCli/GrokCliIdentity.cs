using System.Globalization;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GrokCli;

/// <summary>The keys of grok-cli's calls.</summary>
internal static class GrokCliIdentity
{
    public const string Agent = "GrokCli";

    /// <summary>A row of <c>usage_events</c>.</summary>
    public static KeySpace Event { get; } = new(Agent, "event");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Event];

    /// <summary>The numbers of rows are those of one database: the session makes them unique.</summary>
    public static RecordKey OfEvent(string session, long row) =>
        RecordKey.Of(Event, string.Create(CultureInfo.InvariantCulture, $"{session}\n{row}"));
}
