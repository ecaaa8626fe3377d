using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Plugins;

/// <summary>Reads a log of a plugin's agent: its bytes go to the plugin's process, and the records come back.</summary>
internal sealed class PluginReader(PluginAdapter adapter, InstalledPlugin plugin, PluginHosts hosts) : FileLogReader
{
    private const int CopySize = 256 * 1024;

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        try
        {
            using Stream content = RegularFile.OpenStream(path);
            RecordReader records = new(adapter, sink);
            hosts
                .Of(plugin.Id, PluginKind.Agent)
                .Call(
                    PluginWire.Read,
                    json =>
                    {
                        json.WriteString("path", path);
                        json.WriteNumber("modified", sink.FileModifiedMs);
                        json.WriteNumber("size", content.Length);
                    },
                    input => content.CopyTo(input, CopySize),
                    output =>
                    {
                        records.ReadAll(output, stop);
                        return true;
                    }
                );
        }
        catch (RimuruException e)
        {
            // What is wrong with a plugin must not end the ingest of other agents.
            throw new InvalidDataException(e.Message, e);
        }
    }

    public override void Finish(RowSink sink) { }

    /// <summary>A file that has changed is read from its beginning.</summary>
    public override byte[] Save() => [];
}
