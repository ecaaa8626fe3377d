using System.Globalization;
using System.Management.Automation;

namespace Rimuru.Hosting;

/// <summary>Reads a session from an object: one of ours, its deserialised form, or a row of a CSV.</summary>
internal static class SessionObject
{
    /// <summary>The session; null if the object is none.</summary>
    public static Session? Of(PSObject item)
    {
        if (item.BaseObject is Session session)
            return session;
        if (
            Text(item, nameof(Session.SessionId)) is not { Length: > 0 } id
            || !Enum.TryParse(Text(item, nameof(Session.Status)), ignoreCase: true, out SessionStatus status)
            || Value<long>(item, nameof(Session.Requests)) is not { } requests
            || Value<long>(item, nameof(Session.TotalTokens)) is not { } tokens
        )
            return null;
        return new Session
        {
            SessionId = id,
            Agent = Text(item, nameof(Session.Agent)) ?? "",
            Status = status,
            StartedAt = Time(item, nameof(Session.StartedAt)),
            LastActivity = Time(item, nameof(Session.LastActivity)),
            Turns = Value<long>(item, nameof(Session.Turns)),
            Requests = requests,
            InputTokens = tokens, // only their sum is measured
            Cost = Value<decimal>(item, nameof(Session.Cost)),
            UnpricedRequests = Value<long>(item, nameof(Session.UnpricedRequests)) ?? 0,
        };
    }

    private static object? Of(PSObject item, string property) => item.Properties[property]?.Value;

    private static string? Text(PSObject item, string property) => Of(item, property)?.ToString();

    private static T? Value<T>(PSObject item, string property)
        where T : struct
    {
        object? value = Of(item, property);
        if (value is null or "")
            return null;
        foreach (CultureInfo culture in new[] { CultureInfo.InvariantCulture, CultureInfo.CurrentCulture })
        {
            if (LanguagePrimitives.TryConvertTo(value, culture, out T converted))
                return converted;
        }

        return null;
    }

    private static DateTimeOffset? Time(PSObject item, string property) =>
        DateTimeOffset.TryParse(
            TimeTransformationAttribute.TextOf(Of(item, property)),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeLocal,
            out DateTimeOffset time
        )
            ? time
            : null;
}
