using System.Text.Json;

namespace Rimuru.Plugins.Wire;

/// <summary>Records of agents as JSON arrays, one on each line; times are Unix milliseconds.</summary>
internal static class AgentWire
{
    /// <summary>Begins the line of a response.</summary>
    public const string Response = "r";

    /// <summary>Begins the line of a session.</summary>
    public const string Session = "s";

    /// <summary>The line of a malformed line.</summary>
    public const string Malformed = "m";

    public static void Write(Utf8JsonWriter json, AgentResponse response)
    {
        json.WriteStartArray();
        json.WriteStringValue(Response);
        json.WriteStringValue(response.SessionId);
        json.WriteStringValue(response.Id);
        Write(json, response.Time);
        json.WriteStringValue(response.Model);
        json.WriteStringValue(response.Provider);
        json.WriteNumberValue(response.InputTokens);
        json.WriteNumberValue(response.CacheReadTokens);
        json.WriteNumberValue(response.CacheWrite5mTokens);
        json.WriteNumberValue(response.CacheWrite1hTokens);
        json.WriteNumberValue(response.OutputTokens);
        json.WriteNumberValue(response.ReasoningTokens);
        if (response.ReportedCost is { } cost)
            json.WriteNumberValue(cost);
        else
            json.WriteNullValue();
        json.WriteStringValue(response.Folder);
        json.WriteStringValue(response.Branch);
        json.WriteStringValue(response.SubAgent);
        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, AgentSession session)
    {
        json.WriteStartArray();
        json.WriteStringValue(Session);
        json.WriteStringValue(session.SessionId);
        json.WriteStringValue(session.ParentSessionId);
        json.WriteStringValue(session.SubAgent);
        json.WriteStringValue(session.Folder);
        json.WriteStringValue(session.Branch);
        json.WriteStringValue(session.Title);
        json.WriteStringValue(session.AgentVersion);
        Write(json, session.Started);
        Write(json, session.LastActivity);
        if (session.Turns is { } turns)
            json.WriteNumberValue(turns);
        else
            json.WriteNullValue();
        json.WriteEndArray();
    }

    public static void WriteMalformed(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteStringValue(Malformed);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteNumberValue(known.ToUnixTimeMilliseconds());
        else
            json.WriteNullValue();
    }
}
