using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>The fields of <c>composerData</c>, which describes a conversation.</summary>
internal sealed class CursorComposer
{
    public string? Title { get; private set; }

    public string? Model { get; private set; }

    public string? Branch { get; private set; }

    public string? ParentId { get; private set; }

    public long? CreatedMs { get; private set; }

    public long? UpdatedMs { get; private set; }

    public SessionEnd End { get; private set; }

    public List<string> SubComposers { get; } = [];

    /// <summary>The bubbles of older versions, which did not have their own rows.</summary>
    public List<CursorBubble> Bubbles { get; } = [];

    public static CursorComposer Parse(ReadOnlySpan<byte> json, NameTable names, RowSink sink)
    {
        CursorComposer composer = new();
        Utf8JsonReader reader = new(json, Json.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return composer;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "name"u8))
                composer.Title = names.Read(ref reader);
            else if (Json.Is(ref reader, "createdAt"u8))
                composer.CreatedMs = Timestamps.TryRead(ref reader, out long created) ? created : null;
            else if (Json.Is(ref reader, "lastUpdatedAt"u8))
                composer.UpdatedMs = Timestamps.TryRead(ref reader, out long updated) ? updated : null;
            else if (Json.Is(ref reader, "status"u8))
                composer.End = EndOf(names.Read(ref reader));
            else if (Json.Is(ref reader, "createdOnBranch"u8))
                composer.Branch = names.Read(ref reader);
            else if (Json.Is(ref reader, "modelConfig"u8))
                composer.Model = Json.ReadText(ref reader, "modelName"u8, names);
            else if (Json.Is(ref reader, "subagentInfo"u8))
                composer.ParentId = Json.ReadText(ref reader, "parentComposerId"u8, names);
            else if (Json.Is(ref reader, "subComposerIds"u8))
                composer.ReadSubComposers(ref reader);
            else if (Json.Is(ref reader, "conversation"u8))
                composer.ReadBubbles(ref reader, names, sink);
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }

        while (reader.Read()) { }

        return composer;
    }

    private static SessionEnd EndOf(string? status) =>
        status switch
        {
            "completed" => SessionEnd.Completed,
            "aborted" => SessionEnd.Cancelled,
            "error" => SessionEnd.Failed,
            "generating" => SessionEnd.OpenTurn,
            _ => SessionEnd.Unknown,
        };

    private void ReadSubComposers(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (CursorBubble.Text(ref reader) is { } id)
                SubComposers.Add(id);
            else
                reader.Skip();
        }
    }

    private void ReadBubbles(ref Utf8JsonReader reader, NameTable names, RowSink sink)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                Bubbles.Add(CursorBubble.Read(ref reader, names, sink));
            else
                reader.Skip();
        }
    }
}
