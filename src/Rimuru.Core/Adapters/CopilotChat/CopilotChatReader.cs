using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>Reads a chat's journal: the chat as it began, then each change of it.</summary>
internal sealed class CopilotChatReader : LineLogReader
{
    private const int Whole = 0;
    private const int Set = 1;
    private const int Push = 2;

    private readonly NameTable names = new();
    private readonly CopilotChatSession chat;

    public CopilotChatReader(string path, ReadOnlySpan<byte> state)
    {
        chat = new CopilotChatSession(path);
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        chat.Restore(saved);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        if (!root.Get("kind"u8).TryGetId(out int kind))
            return;
        if (kind == Whole)
            chat.Take(root.Get("v"u8), sink);
        else if (kind is Set or Push)
            Change(root, [.. root.Get("k"u8).Items()], kind, sink);
    }

    public override void Finish(RowSink sink) => chat.Finish(sink);

    public override byte[] Save()
    {
        using StateWriter state = new();
        chat.Save(state);
        return state.ToArray();
    }

    private void Change(JsonElement root, JsonElement[] path, int kind, RowSink sink)
    {
        string?[] parts = [.. path.Select(part => part.Text())];
        if (parts is ["customTitle"] && kind == Set)
        {
            chat.Rename(root.Text("v"u8, names));
            return;
        }

        if (parts is not ["requests", ..])
            return;
        if (path.Length == 1)
        {
            // A turn that is asked again takes the place of all from there on.
            int kept = root.Get("i"u8).TryGetId(out int from) ? from : chat.Turns.Count;
            int first = kind == Set ? 0 : Math.Clamp(kept, 0, chat.Turns.Count);
            chat.Turns.RemoveRange(first, chat.Turns.Count - first);
            chat.Append(root.Get("v"u8), sink);
            return;
        }

        if (kind != Set || !path[1].TryGetId(out int index) || chat.TurnAt(index) is not { } turn)
            return;
        if (path.Length == 2)
            turn.Take(root.Get("v"u8), names, sink);
        else if (path.Length == 3 && parts[2] is { } name)
            turn.Set(name, root, "v"u8, names, sink);
        else if (parts is [_, _, "result", "metadata"])
            turn.TakeMetadata(root.Get("v"u8), names, sink);
        chat.Add(turn, sink);
    }
}
