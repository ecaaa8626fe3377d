using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>The fields of a <c>session</c> row, or of a session file of the older storage.</summary>
internal sealed record OpenCodeSession(SessionRef Session)
{
    public string? ProjectId { get; init; }

    public string? ParentId { get; init; }

    public string? Directory { get; init; }

    public string? Title { get; init; }

    public string? Version { get; init; }

    public string? Agent { get; init; }

    public long? CreatedMs { get; init; }

    public long? UpdatedMs { get; init; }

    /// <summary>The session's usage by its own columns; null if the table has none.</summary>
    public OpenCodeUsage? Sum { get; init; }

    public NanoUsd? SumCostNano { get; init; }

    /// <summary>The model of the session, from JSON; only its sum uses it.</summary>
    public (string? Provider, string? Model) SumModel { get; init; }

    /// <summary>True for the older storage, which ended before the first version that counts reasoning separately.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>The session with the sum of another row of it, if it has none.</summary>
    public OpenCodeSession WithSumOf(OpenCodeSession other) =>
        Sum is not null ? this : this with { Sum = other.Sum, SumCostNano = other.SumCostNano, SumModel = other.SumModel };

    public string? SubAgentOf(OpenCodeMessage? message) => ParentId is null ? null : Agent ?? message?.Agent;

    public SessionRow ToRow(OpenCodeMessage? last)
    {
        SessionRow row = new(Session)
        {
            ParentSessionId = ParentId,
            SubAgent = SubAgentOf(last),
            WorkingDirectory = Directory ?? last?.WorkingDirectory,
            Title = Title,
            AgentVersion = Version,
            End = last?.End ?? SessionEnd.Unknown,
        };
        foreach (long? time in new[] { CreatedMs, UpdatedMs, last?.CreatedMs, last?.CompletedMs })
        {
            if (time is { } known)
                row.Seen(known);
        }

        // A fork's copied messages are older than the fork.
        if (CreatedMs is not null)
            row.FirstMs = CreatedMs;
        return row;
    }

    public static OpenCodeSession Parse(ReadOnlySpan<byte> json, SessionRef session, NameTable names)
    {
        string? project = null,
            parent = null,
            directory = null,
            title = null,
            version = null;
        long? created = null,
            updated = null;
        Utf8JsonReader reader = new(json, Json.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Not an object.");
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "projectID"u8))
                project = names.Read(ref reader);
            else if (Json.Is(ref reader, "parentID"u8))
                parent = names.Read(ref reader);
            else if (Json.Is(ref reader, "directory"u8))
                directory = names.Read(ref reader);
            else if (Json.Is(ref reader, "title"u8))
                title = names.Read(ref reader);
            else if (Json.Is(ref reader, "version"u8))
                version = names.Read(ref reader);
            else if (Json.Is(ref reader, "time"u8))
            {
                if (!Json.Enter(ref reader))
                    continue;
                while (Json.Next(ref reader))
                {
                    if (Json.Is(ref reader, "created"u8))
                        created = Timestamps.TryRead(ref reader, out long c) ? c : null;
                    else if (Json.Is(ref reader, "updated"u8))
                        updated = Timestamps.TryRead(ref reader, out long u) ? u : null;
                    else
                        Json.SkipProperty(ref reader);
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        reader.Skip();
                }
            }
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }

        return new OpenCodeSession(session)
        {
            ProjectId = project,
            ParentId = parent,
            Directory = directory,
            Title = title,
            Version = version,
            CreatedMs = created,
            UpdatedMs = updated,
        };
    }
}
