using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rimuru.Plugins.Wire;

namespace Rimuru.PluginHost;

/// <summary>Writes the records of an agent's file, one on each line.</summary>
internal sealed class RecordWriter : IAgentSink, IDisposable
{
    /// <summary>With room for a line behind it, still no large object.</summary>
    private const int Enough = 32 * 1024;

    private readonly Stream output;
    private readonly ArrayBufferWriter<byte> lines = new(2 * Enough);
    private readonly Utf8JsonWriter json;

    public RecordWriter(Stream output)
    {
        this.output = output;
        json = new Utf8JsonWriter(
            lines,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }
        );
    }

    public void Add(AgentResponse response)
    {
        AgentWire.Write(json, response);
        EndLine();
    }

    public void Add(AgentSession session)
    {
        AgentWire.Write(json, session);
        EndLine();
    }

    public void Malformed()
    {
        AgentWire.WriteMalformed(json);
        EndLine();
    }

    public void Dispose()
    {
        json.Dispose();
        Flush();
    }

    private void EndLine()
    {
        json.Flush();
        json.Reset();
        lines.Write("\n"u8);
        if (lines.WrittenCount >= Enough)
            Flush();
    }

    private void Flush()
    {
        output.Write(lines.WrittenSpan);
        lines.ResetWrittenCount();
    }
}
