using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>
/// Reads a session file of the versions before the database: the first line has the sums, the others are messages. The files stay after
/// their import into the database: a session that the database beside them has is skipped here.
/// </summary>
internal sealed class GooseLegacyReader : FileLogReader
{
    private readonly NameTable names = new();

    /// <summary>The session files beside a database, by session id.</summary>
    public static Dictionary<string, string> FilesBeside(string database)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (string file in LogFiles.In(Path.GetDirectoryName(database)!, "*.jsonl"))
            files[Path.GetFileNameWithoutExtension(file)] = file;
        return files;
    }

    /// <summary>The key of the file's row in the ledger, if it was read; null if it cannot be read.</summary>
    public static RecordKey? KeyOf(string file)
    {
        try
        {
            return Metadata(file) is { } metadata
                ? GooseIdentity.OfFile(Path.GetFileNameWithoutExtension(file), Text(metadata, "working_dir"))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null;
        }
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        string id = Path.GetFileNameWithoutExtension(path);
        if (IsImported(path, id, stop) || Metadata(path) is not { } metadata)
            return;
        string? folder = Clean(Text(metadata, "working_dir"));
        SessionRow session = new(new SessionRef(GooseIdentity.Agent, id))
        {
            Title = Clean(Text(metadata, "description")),
            WorkingDirectory = folder,
        };
        try
        {
            foreach (string line in RegularFile.ReadLines(path).Skip(1))
            {
                stop.ThrowIfCancellationRequested();
                if (CreatedMs(line) is { } ms)
                    session.Seen(ms);
            }
        }
        catch (FileTooLargeException)
        {
            // A message may be of any length; the sums do not depend on the times after it.
        }

        sink.Batch.Sessions.Add(session);
        long? input = Number(metadata, "accumulated_input_tokens"),
            output = Number(metadata, "accumulated_output_tokens");
        bool isSum = input is not null || output is not null;

        // The first versions kept only the last request: a lower bound, until a sum replaces it.
        if (!isSum)
            (input, output) = (Number(metadata, "input_tokens"), Number(metadata, "output_tokens"));
        TokenUsage tokens = GooseUsage.Of(input, null, null, output, null, isCacheInInput: false, sink);
        if (tokens.IsZero)
            return;
        long time = session.LastMs ?? sink.FileModifiedMs;
        sink.Add(
            new UsageRow
            {
                Key = GooseIdentity.OfFile(id, Text(metadata, "working_dir")),
                Rank = isSum ? Rank.Above(time, tokens.Total) : new Rank(time - GooseReader.BelowSums, tokens.Total),
                OwnerRank = new Rank(0, 0),
                UnixMs = time,
                Tokens = tokens,
                Requests = 1,
                Evidence = isSum ? UsageEvidence.Recorded : UsageEvidence.Partial,
                Terms = isSum ? PriceTerms.Sum : null,
                Session = session.Session,
                Folder = folder,
            }
        );
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private static bool IsImported(string file, string id, CancellationToken stop)
    {
        string path = Path.Combine(Path.GetDirectoryName(file)!, GooseLocations.Database);
        if (!File.Exists(path))
            return false;
        try
        {
            using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
            return foreign.Columns("sessions").Contains("id")
                && foreign.Database.Prepare("SELECT 1 FROM sessions WHERE id = ?1").Bind(1, id).Step();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            return false; // the database's own reader reports it
        }
    }

    private static JsonElement? Metadata(string file)
    {
        if (RegularFile.ReadLines(file).FirstOrDefault() is not { Length: > 0 } first)
            return null;
        using JsonDocument metadata = JsonFields.Parse(Encoding.UTF8.GetBytes(first));
        return metadata.RootElement.ValueKind == JsonValueKind.Object ? metadata.RootElement.Clone() : null;
    }

    private static long? CreatedMs(string line)
    {
        try
        {
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(line), Json.Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (Json.Next(ref reader))
            {
                if (Json.Is(ref reader, "created"u8))
                    return Timestamps.TryRead(ref reader, out long ms) ? ms : null;
                Json.SkipProperty(ref reader);
            }
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            // The sums do not depend on a torn message.
        }

        return null;
    }

    private string? Clean(string? text) => text is null ? null : names.Get(Encoding.UTF8.GetBytes(text));

    private static string? Text(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out JsonElement value) ? value.Text() : null;

    private static long? Number(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out long number)
            ? number
            : null;
}
