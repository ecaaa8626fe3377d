using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>Reads Cursor's bill: the usage CSV of its dashboard, or rows of the team API as JSON.</summary>
internal sealed class CursorExportReader : FileLogReader
{
    private readonly NameTable names = new();

    /// <summary>True for a file of Cursor, by its first bytes.</summary>
    public static bool CanRead(string path)
    {
        string text = Encoding.UTF8.GetString(RegularFile.ReadHead(path, 4096)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return IsJson(text)
            ? text.Contains("\"usageEvents", StringComparison.Ordinal)
                || (text.Contains("\"tokenUsage\"", StringComparison.Ordinal) && text.Contains("\"timestamp\"", StringComparison.Ordinal))
            : text.Split('\n')[0] is var header
                && CursorCsv.Required.All(column => header.Contains(column, StringComparison.OrdinalIgnoreCase));
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        bool isJson;
        using (StreamReader start = new(Open(path), Encoding.UTF8))
        {
            int first = start.Peek();
            while (first >= 0 && char.IsWhiteSpace((char)first))
            {
                start.Read();
                first = start.Peek();
            }

            isJson = IsJson(((char)first).ToString());
        }

        if (isJson)
            ReadJson(path, sink, stop);
        else
            ReadCsv(path, sink, stop);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private void ReadCsv(string path, RowSink sink, CancellationToken stop)
    {
        using StreamReader text = new(Open(path), Encoding.UTF8);
        CursorCsv? csv = null;
        List<CursorEvent> events = [];
        foreach ((long line, List<string> fields) in CsvRecords.Read(text))
        {
            stop.ThrowIfCancellationRequested();
            if (csv is null)
            {
                csv = CursorCsv.Of(fields, names);
            }
            else if (!csv.TryRead(fields, sink, out CursorEvent? row))
            {
                sink.Batch.MalformedLines++;
                if (sink.Batch.FirstMalformedLine == 0)
                    sink.Batch.FirstMalformedLine = line;
            }
            else if (row is not null)
            {
                events.Add(row);
            }
        }

        Emit(events, exactness: 0, sink);
    }

    private void ReadJson(string path, RowSink sink, CancellationToken stop)
    {
        ReadOnlyMemory<byte> file = RegularFile.ReadAllBytes(path);
        using JsonDocument document = Parse(file);
        List<CursorEvent> events = [];
        foreach (JsonElement item in CursorTeamEvents.In(document.RootElement))
        {
            stop.ThrowIfCancellationRequested();
            if (!CursorTeamEvents.TryRead(item, names, sink, out CursorEvent? row))
                sink.Batch.MalformedLines++;
            else if (row is not null)
                events.Add(row);
        }

        Emit(events, exactness: 1, sink);
    }

    /// <summary>Emits the records; the editor's estimates in the time that they cover no longer count.</summary>
    private static void Emit(List<CursorEvent> events, int exactness, RowSink sink)
    {
        if (events.Count == 0)
            return;
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);
        foreach (CursorEvent item in events)
        {
            int repeat = seen[item.Identity] = seen.GetValueOrDefault(item.Identity) + 1;
            UsageRow row = item.ToRow(repeat, exactness);
            sink.Add(row);
            if (!sessions.TryGetValue(row.Session.SessionId, out SessionRow? session))
                sessions.Add(
                    row.Session.SessionId,
                    session = new SessionRow(row.Session) { Title = "Billed by Cursor", End = SessionEnd.Completed }
                );
            session.Seen(row.UnixMs);
        }

        sink.Batch.Sessions.AddRange(sessions.Values);
        sink.Batch.Covered.Add(
            new CoveredTime(
                events.Min(item => item.UnixMs),
                events.Max(item => item.UnixMs),
                IsEveryone: events.Any(item => item.User is not null)
            )
        );
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> file)
    {
        try
        {
            return JsonDocument.Parse(file.Span.StartsWith("\uFEFF"u8) ? file[3..] : file);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{e.Message} Nothing of it was imported.", e);
        }
    }

    private static bool IsJson(string text) => text.StartsWith('{') || text.StartsWith('[');

    private static Stream Open(string path) => RegularFile.OpenStream(path);
}
