using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>
/// The tools of a message. Telemetry tells of the same response before, and it is what counts, so both get them. Part of the reader's
/// state.
/// </summary>
internal sealed class QwenCodeTools
{
    /// <summary>So many responses may be told between a response and its message: those of sub-agents and in the background.</summary>
    private const int Remembered = 16;

    private readonly List<QwenCodeEntry> recent = [];

    public void Told(QwenCodeEntry response)
    {
        if (recent.Count == Remembered)
            recent.RemoveAt(0);
        recent.Add(response);
    }

    public void Read(JsonElement parts, QwenCodeEntry message, NameTable names, RowSink sink)
    {
        int told = recent.FindLastIndex(response => response.Match == message.Match),
            place = 0;
        foreach (JsonElement part in parts.Items())
        {
            place++;
            JsonElement call = part.Get("functionCall"u8);
            if (call.Text("name"u8, names) is not { } name)
                continue;
            long use = call.Get("id"u8).Text() is { } id ? StableHash.Of(Encoding.UTF8.GetBytes(id)) : place;
            sink.Batch.Tools.Add(ToolUse.Of(message.Key, use, name));
            if (told >= 0)
                sink.Batch.Tools.Add(ToolUse.Of(recent[told].Key, use, name));
        }
    }

    public void Save(StateWriter state)
    {
        state.Add(recent.Count);
        foreach (QwenCodeEntry response in recent)
            state.Add(response.Match).Add(response.Key);
    }

    public void Restore(StateReader state)
    {
        for (long left = state.Number(); left > 0; left--)
            recent.Add(new QwenCodeEntry(state.Number(), state.Key()));
    }
}
