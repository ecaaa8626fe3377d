using System.Globalization;
using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Imports;

/// <summary>A trajectory of trae-agent, which it writes into the folder that it is started in, or where its user wants it.</summary>
internal sealed class TraeTrajectory : IBillReader
{
    public const string Name = "TraeAgent";

    private const int Head = 256 * 1024;

    /// <summary>A call of a model.</summary>
    private static readonly KeySpace Call = new(Name, "call");

    public string Agent => Name;

    public string Form => "trajectories of trae-agent (trajectory_*.json)";

    public int Version => 1;

    public bool CanRead(string path)
    {
        string head = Encoding.UTF8.GetString(RegularFile.ReadHead(path, Head));
        return head.TrimStart().StartsWith('{')
            && head.Contains("\"llm_interactions\"", StringComparison.Ordinal)
            && head.Contains("\"start_time\"", StringComparison.Ordinal);
    }

    public FileLogReader Open() => new Reader();

    private sealed class Reader : FileLogReader
    {
        private readonly NameTable names = new();

        public override void Read(string path, RowSink sink, CancellationToken stop)
        {
            using JsonDocument document = JsonFields.ParseFile(path);
            JsonElement root = document.RootElement;
            string started = root.Text("start_time"u8, names) ?? Path.GetFileNameWithoutExtension(path);
            SessionRow session = new(new SessionRef(Name, started))
            {
                End = root.Flag("success"u8) switch
                {
                    true => SessionEnd.Completed,
                    false => SessionEnd.Failed,
                    null => SessionEnd.Unknown,
                },
            };
            long first = TimeOf(started) ?? sink.FileModifiedMs;
            session.Seen(first);
            session.Seen(TimeOf(root.Text("end_time"u8, names)) ?? first);
            int number = 0;
            foreach (JsonElement call in root.Get("llm_interactions"u8).Items())
            {
                stop.ThrowIfCancellationRequested();
                number++;
                Add(call, root, number, TimeOf(call.Text("timestamp"u8, names)) ?? first, session, sink);
            }

            sink.Batch.Sessions.Add(session);
        }

        public override void Finish(RowSink sink) { }

        public override byte[] Save() => [];

        private void Add(JsonElement call, JsonElement root, int number, long ms, SessionRow session, RowSink sink)
        {
            JsonElement usage = call.Get("response"u8).Get("usage"u8);
            string? provider = call.Text("provider"u8, names) ?? root.Text("provider"u8, names);

            // Only Anthropic's interface counts the cache apart from the input.
            PromptCounts prompt = new PromptCounts(
                usage.Tokens("input_tokens"u8, sink),
                usage.Tokens("cache_read_input_tokens"u8, sink),
                usage.Tokens("cache_creation_input_tokens"u8, sink)
            ).Apart(provider == "anthropic" ? CacheInInput.None : CacheInInput.Reads);
            long output = usage.Tokens("output_tokens"u8, sink);
            TokenUsage tokens = new(
                prompt.Input,
                prompt.CacheRead,
                prompt.CacheWrite,
                0,
                output,
                Math.Min(usage.Tokens("reasoning_tokens"u8, sink), output)
            );
            session.Seen(ms);
            if (tokens.IsZero)
                return;
            sink.Add(
                new UsageRow
                {
                    Key = RecordKey.Of(Call, FormattableString.Invariant($"{session.Session.SessionId}\n{number}\n{ms}")),
                    Rank = new Rank(tokens.Output, 0),
                    UnixMs = ms,
                    Tokens = tokens,
                    Requests = 1,
                    Evidence = UsageEvidence.Recorded,
                    Provider = provider,
                    Model = call.Text("model"u8, names) ?? root.Text("model"u8, names),
                    Session = session.Session,
                }
            );
        }

        /// <summary>Times have no zone: they are of the machine that wrote them.</summary>
        private static long? TimeOf(string? text) =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time)
                ? time.ToUnixTimeMilliseconds()
                : null;
    }
}
