using Microsoft.Win32.SafeHandles;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Plugins;

/// <summary>Reads a log of a plugin's agent: its bytes go to the plugin's process, and the records come back.</summary>
internal sealed class PluginReader(PluginAdapter adapter, InstalledPlugin plugin, PluginHosts hosts) : FileLogReader
{
    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        try
        {
            using SafeFileHandle file = RegularFile.Open(path);
            long length = RandomAccess.GetLength(file);
            RecordReader records = new(adapter, sink);
            hosts
                .Of(plugin.Id, PluginKind.Agent)
                .Call(
                    PluginWire.Read,
                    json =>
                    {
                        json.WriteString("path", path);
                        json.WriteNumber("modified", sink.FileModifiedMs);
                        json.WriteNumber("size", length);
                    },
                    input => input.Send(file, length),
                    output =>
                    {
                        records.ReadAll(output, stop);
                        return true;
                    },
                    length
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
