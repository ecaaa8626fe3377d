using System.Globalization;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>The keys of Cursor's requests.</summary>
internal static class CursorIdentity
{
    public const string Agent = "Cursor";

    /// <summary>A bubble of a conversation.</summary>
    public static KeySpace Bubble { get; } = new(Agent, "bubble", 45);

    /// <summary>An event of the bill.</summary>
    public static KeySpace Event { get; } = new(Agent, "event", 46);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Bubble, Event];

    public static RecordKey OfBubble(string id) => RecordKey.Of(Bubble, id);

    /// <param name="identity">The identity of the event in every export.</param>
    /// <param name="repeat">How many equal events the file had before this one.</param>
    public static RecordKey OfEvent(string identity, int repeat) =>
        RecordKey.Of(Event, string.Create(CultureInfo.InvariantCulture, $"{identity}\n{repeat}"));
}
