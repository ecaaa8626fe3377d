using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>The tools that a message used, from the first bytes of its parts: what a tool gave back is not read.</summary>
internal static class OpenCodeTools
{
    /// <summary>Type, id and name come before the state of a tool.</summary>
    private const int HeadBytes = 512;

    public static void Read(SqliteDatabase database, string message, RecordKey record, NameTable names, RowSink sink)
    {
        SqliteStatement select = database
            .Prepare(
                """
                SELECT substr(CAST(data AS BLOB), 1, ?2), id FROM part WHERE message_id = ?1 AND instr(substr(data, 1, 128), '"tool"') > 0
                """
            )
            .Bind(1, message)
            .Bind(2, (long)HeadBytes);
        while (select.Step())
            Add(select.Blob(0), select.Text(1), record, names, sink);
        select.Reset();
    }

    /// <summary>Adds a part if it is a tool's.</summary>
    public static void Add(ReadOnlySpan<byte> head, string? part, RecordKey record, NameTable names, RowSink sink)
    {
        bool isTool = false;
        string? tool = null;
        long use = StableHash.Of(part);
        Utf8JsonReader reader = new(head, isFinalBlock: false, new JsonReaderState(Json.Options));
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                if (reader.ValueTextEquals("state"u8))
                    break;
                if (Json.Is(ref reader, "type"u8))
                    isTool = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("tool"u8);
                else if (Json.Is(ref reader, "tool"u8))
                    tool = names.Read(ref reader);
                else if (Json.Is(ref reader, "callID"u8) && reader.TokenType == JsonTokenType.String)
                    use = StableHash.Of(reader.ValueSpan);
            }
        }
        catch (JsonException)
        {
            // A part is only looked at, so a defect of it is none of the message.
        }

        if (isTool && tool is not null)
            sink.Batch.Tools.Add(ToolUse.Of(record, use, tool));
    }
}
