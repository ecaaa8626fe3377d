using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>Reads a chat that is one document.</summary>
internal sealed class CopilotChatDocumentReader : FileLogReader
{
    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        CopilotChatSession chat = new(path);
        chat.Take(document.RootElement, sink);
        chat.Finish(sink);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];
}
