using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>A row of <c>sessions</c>. Columns that its version of the schema lacks are read as NULL.</summary>
internal sealed record GooseSession(SessionRef Session)
{
    public static readonly string[] Columns =
    [
        "id",
        "name",
        "description",
        "working_dir",
        "session_type",
        "created_at",
        "updated_at",
        "provider_name",
        "model_config_json",
        "parent_session_id",
        "accumulated_input_tokens",
        "accumulated_output_tokens",
        "accumulated_cache_read_tokens",
        "accumulated_cache_write_tokens",
        "accumulated_cost",
        "accumulated_total_tokens",
        "input_tokens",
        "output_tokens",
        "cache_read_tokens",
        "cache_write_tokens",
        "total_tokens",
    ];

    public string? Title { get; init; }

    public string? WorkingDirectory { get; init; }

    public string? ParentId { get; init; }

    public string? SubAgent { get; init; }

    public string? Provider { get; init; }

    public string? Model { get; init; }

    public long? CreatedMs { get; init; }

    public long? UpdatedMs { get; init; }

    /// <summary>The usage by the session's own sums; null if it has none.</summary>
    public TokenUsage? Sum { get; init; }

    public NanoUsd? SumCostNano { get; init; }

    /// <summary>The usage of its last request, which is all that the first versions kept.</summary>
    public TokenUsage Last { get; init; }

    /// <summary>Ids of the first versions end with the time of day, later ones with a number of the day.</summary>
    public bool IsOfFirstVersions => Session.SessionId.Length - Session.SessionId.LastIndexOf('_') >= "_hhmmss".Length;

    /// <summary>The key of the session's own sum.</summary>
    public RecordKey SumKey => GooseIdentity.OfSum(Session.SessionId, CreatedMs);

    public static GooseSession Read(SqliteStatement row, NameTable names, bool isCacheInInput, RowSink sink)
    {
        string? parent = Name(row, 9, names);
        return new GooseSession(new SessionRef(GooseIdentity.Agent, row.Text(0) ?? ""))
        {
            Title = Name(row, 1, names) ?? Name(row, 2, names),
            WorkingDirectory = Name(row, 3, names),
            SubAgent = Name(row, 4, names) is "sub_agent" || parent is not null ? "sub_agent" : null,
            CreatedMs = Time(row, 5),
            UpdatedMs = Time(row, 6),
            Provider = Name(row, 7, names),
            Model = ModelOf(row.Blob(8), names),
            ParentId = parent,
            Sum =
                row.IsNull(10) && row.IsNull(11)
                    ? null
                    : GooseUsage.Of(
                        row.OptionalInt64(10),
                        row.OptionalInt64(12),
                        row.OptionalInt64(13),
                        row.OptionalInt64(11),
                        row.OptionalInt64(15),
                        isCacheInInput,
                        sink
                    ),
            SumCostNano = GooseUsage.Nano(row, 14),
            Last = GooseUsage.Of(
                row.OptionalInt64(16),
                row.OptionalInt64(18),
                row.OptionalInt64(19),
                row.OptionalInt64(17),
                row.OptionalInt64(20),
                isCacheInInput,
                sink
            ),
        };
    }

    public SessionRow ToRow(long? lastMs)
    {
        SessionRow row = new(Session)
        {
            ParentSessionId = ParentId,
            SubAgent = SubAgent,
            WorkingDirectory = WorkingDirectory,
            Title = Title,
        };
        foreach (long? time in new[] { CreatedMs, UpdatedMs, lastMs })
        {
            if (time is { } known)
                row.Seen(known);
        }

        return row;
    }

    /// <summary>A time as UTC text, or as a number of seconds or milliseconds.</summary>
    public static long? Time(SqliteStatement row, int column) =>
        row.Text(column) is { } text && Timestamps.TryParse(Encoding.UTF8.GetBytes(text), out long ms) ? ms : null;

    public static string? Name(SqliteStatement row, int column, NameTable names) => row.IsNull(column) ? null : names.Get(row.Blob(column));

    private static string? ModelOf(ReadOnlySpan<byte> json, NameTable names)
    {
        try
        {
            Utf8JsonReader reader = new(json, Json.Options);
            if (json.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (Json.Next(ref reader))
            {
                if (Json.Is(ref reader, "model_name"u8))
                    return names.Read(ref reader);
                Json.SkipProperty(ref reader);
            }
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            // Without a model in any row it is unknown.
        }

        return null;
    }
}
