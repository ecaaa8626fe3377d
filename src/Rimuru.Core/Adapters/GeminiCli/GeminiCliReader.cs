using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>Reads a chat log: a head, messages, and <c>$set</c> lines that change the head or repeat the history.</summary>
internal sealed class GeminiCliReader : LineLogReader
{
    private readonly GeminiCliChat chat;

    public GeminiCliReader(string path, ReadOnlySpan<byte> state)
    {
        chat = new GeminiCliChat(path);
        if (state.IsEmpty)
            return;
        using StateReader reader = new(state);
        chat.Restore(reader);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        if (root.Has("$set"u8))
            chat.Head(root.Get("$set"u8));
        else if (root.Has("type"u8))
            chat.Message(root, sink);
        else if (root.Has("sessionId"u8))
            chat.Head(root);
        chat.TakePending(sink);
    }

    public override void Finish(RowSink sink) => chat.Finish(sink);

    public override byte[] Save()
    {
        using StateWriter state = new();
        chat.Save(state);
        return state.ToArray();
    }
}
