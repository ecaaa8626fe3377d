using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>Reads a chat of an older release: one document that is rewritten with every message.</summary>
internal sealed class GeminiCliDocumentReader(string path) : FileLogReader
{
    private readonly GeminiCliChat chat = new(path);

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        chat.Head(document.RootElement);
        chat.TakePending(sink);
    }

    public override void Finish(RowSink sink) => chat.Finish(sink);

    public override byte[] Save() => [];
}
