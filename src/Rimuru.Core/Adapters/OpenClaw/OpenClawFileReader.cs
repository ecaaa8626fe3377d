using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenClaw;

/// <summary>Reads a transcript that is a file, as before 2026.8.1: a line per event.</summary>
internal sealed class OpenClawFileReader : LineLogReader
{
    private readonly OpenClawTranscript transcript;

    public OpenClawFileReader(string path, ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
        {
            transcript = new OpenClawTranscript(OpenClawLocations.IdOf(path));
            return;
        }

        using StateReader saved = new(state);
        transcript = new OpenClawTranscript(saved.Text()!);
        transcript.Session.WorkingDirectory = saved.Text();
        transcript.Session.End = (SessionEnd)saved.Number();
        transcript.CreatedMs = saved.Number();
        transcript.LastMs = saved.OptionalNumber();
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        transcript.Take(document.RootElement, null, sink);
    }

    public override void Finish(RowSink sink) => sink.Batch.Sessions.Add(transcript.Session);

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state
            .Add(transcript.Session.Session.SessionId)
            .Add(transcript.Session.WorkingDirectory)
            .Add((long)transcript.Session.End)
            .Add(transcript.CreatedMs)
            .Add(transcript.LastMs)
            .ToArray();
    }
}
