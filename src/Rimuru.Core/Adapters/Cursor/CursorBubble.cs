using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>The fields of one bubble (message) of a conversation that accounting needs.</summary>
internal sealed class CursorBubble
{
    private const long User = 1;
    private const long Assistant = 2;

    public string? Id { get; set; }

    public bool IsAssistant { get; private set; }

    public bool IsUser { get; private set; }

    public string? RequestId { get; private set; }

    public string? Model { get; private set; }

    public string? Workspace { get; private set; }

    public long? CreatedMs { get; private set; }

    public TokenUsage Tokens { get; private set; }

    public static CursorBubble? Parse(ReadOnlySpan<byte> json, NameTable names, RowSink sink)
    {
        Utf8JsonReader reader = new(json, Json.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        CursorBubble bubble = Read(ref reader, names, sink);
        while (reader.Read()) { }

        return bubble;
    }

    /// <summary>Reads the object at the reader, up to its end.</summary>
    public static CursorBubble Read(ref Utf8JsonReader reader, NameTable names, RowSink sink)
    {
        CursorBubble bubble = new();
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "type"u8))
            {
                long type = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) ? number : 0;
                (bubble.IsUser, bubble.IsAssistant) = (type == User, type == Assistant);
            }
            else if (Json.Is(ref reader, "bubbleId"u8))
                bubble.Id = Text(ref reader);
            else if (Json.Is(ref reader, "requestId"u8))
                bubble.RequestId = Text(ref reader);
            else if (Json.Is(ref reader, "createdAt"u8))
                bubble.CreatedMs = Timestamps.TryRead(ref reader, out long created) ? created : bubble.CreatedMs;
            else if (Json.Is(ref reader, "tokenCount"u8))
                bubble.Tokens = CursorUsage.Read(ref reader, sink) ?? bubble.Tokens;
            else if (Json.Is(ref reader, "modelInfo"u8))
                bubble.Model = Json.ReadText(ref reader, "modelName"u8, names);
            else if (Json.Is(ref reader, "timingInfo"u8))
                bubble.ReadTiming(ref reader);
            else if (Json.Is(ref reader, "workspaceUris"u8))
                bubble.ReadWorkspace(ref reader);
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }

        return bubble;
    }

    /// <summary>A text that seldom repeats, such as an id, so it is not kept in the name table.</summary>
    public static string? Text(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped ? reader.GetString() : null;

    private void ReadTiming(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "clientRpcSendTime"u8))
                CreatedMs ??= Timestamps.TryRead(ref reader, out long sent) ? sent : null;
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }
    }

    private void ReadWorkspace(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
                Workspace ??= FileUri.PathOf(reader.GetString());
            else
                reader.Skip();
        }
    }
}
