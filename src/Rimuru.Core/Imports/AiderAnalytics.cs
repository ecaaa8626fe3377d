using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Imports;

/// <summary>Aider's analytics log, which it writes where its user wants it. It has no other exact counts.</summary>
internal sealed class AiderAnalytics : IBillReader
{
    public const string Name = "Aider";

    private const int Head = 16 * 1024;

    /// <summary>A message of the user, and all calls that it caused.</summary>
    private static readonly KeySpace Message = new(Name, "message");

    public string Agent => Name;

    public string Form => "Aider's analytics log (aider --analytics-log)";

    public int Version => 1;

    public bool CanRead(string path)
    {
        string head = Encoding.UTF8.GetString(RegularFile.ReadHead(path, Head));
        return head.TrimStart().StartsWith('{')
            && head.Contains("\"event\"", StringComparison.Ordinal)
            && head.Contains("\"properties\"", StringComparison.Ordinal)
            && head.Contains("\"user_id\"", StringComparison.Ordinal);
    }

    public FileLogReader Open() => new Reader();

    private sealed class Reader : FileLogReader
    {
        private readonly NameTable names = new();
        private readonly Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);
        private SessionRow? session;

        public override void Read(string path, RowSink sink, CancellationToken stop)
        {
            long number = 0;
            using StreamReader text = new(RegularFile.OpenStream(path), Encoding.UTF8);
            while (text.ReadLine() is { } line)
            {
                stop.ThrowIfCancellationRequested();
                number++;
                if (string.IsNullOrWhiteSpace(line))
                    continue;
                try
                {
                    using JsonDocument document = JsonFields.Parse(Encoding.UTF8.GetBytes(line));
                    Take(document.RootElement, sink);
                }
                catch (Exception e) when (Json.IsDefect(e))
                {
                    sink.Batch.MalformedLines++;
                    if (sink.Batch.FirstMalformedLine == 0)
                        sink.Batch.FirstMalformedLine = number;
                }
            }

            sink.Batch.Sessions.AddRange(sessions.Values);
        }

        public override void Finish(RowSink sink) { }

        public override byte[] Save() => [];

        private void Take(JsonElement line, RowSink sink)
        {
            if (line.Time("time"u8) is not { } ms)
                return;
            string user = line.Text("user_id"u8, names) ?? "";
            if (session is null || line.Is("event"u8, "launched"))
                session = SessionOf(FormattableString.Invariant($"{user[..Math.Min(8, user.Length)]}-{ms / 1000}"));
            session.Seen(ms);
            if (line.Is("event"u8, "message_send"))
                Add(line.Get("properties"u8), user, ms, session, sink);
        }

        private void Add(JsonElement about, string user, long ms, SessionRow owner, RowSink sink)
        {
            TokenUsage tokens = new(about.Tokens("prompt_tokens"u8, sink), 0, 0, 0, about.Tokens("completion_tokens"u8, sink), 0);
            if (tokens.IsZero)
                return;
            owner.Turns = (owner.Turns ?? 0) + 1;
            string? model = about.Text("main_model"u8, names);
            NanoUsd? spent = about.Nano("total_cost"u8);
            sink.Add(
                new UsageRow
                {
                    Key = RecordKey.Of(
                        Message,
                        FormattableString.Invariant($"{user}\n{ms}\n{model}\n{tokens.Input}\n{tokens.Output}\n{spent?.Value}")
                    ),
                    Rank = new Rank(tokens.Output, 0),
                    UnixMs = ms,
                    Tokens = tokens,
                    Requests = 1,

                    // Anthropic's prompt is without what was read from the cache, which the log does not have.
                    Evidence =
                        model?.Contains("claude", StringComparison.OrdinalIgnoreCase) == true
                            ? UsageEvidence.Partial
                            : UsageEvidence.Recorded,
                    Model = model,
                    Terms = PriceTerms.Sum,
                    ReportedNano = about.Nano("cost"u8),
                    Session = owner.Session,
                }
            );
        }

        private SessionRow SessionOf(string id)
        {
            if (!sessions.TryGetValue(id, out SessionRow? known))
                sessions.Add(id, known = new SessionRow(new SessionRef(Name, id)));
            return known;
        }
    }
}
