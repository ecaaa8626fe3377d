using System.Text.Json;

namespace Rimuru.Samples;

/// <summary>
/// Reads the logs of Acme: a JSON object on each line. A reply may be logged again while it goes on; its prompt holds what was read from the
/// cache.
/// </summary>
public sealed class AcmeAgent : IAgentPlugin
{
    private const int BufferSize = 64 * 1024;
    private const int LongestLine = 64 << 20;

    /// <inheritdoc/>
    public void Read(AgentFile file, Stream content, IAgentSink sink, IPluginContext context)
    {
        Reading reading = new(file, sink);
        byte[] buffer = new byte[BufferSize];
        int start = 0,
            end = 0;
        while (true)
        {
            if (start > 0)
                buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
                Array.Resize(
                    ref buffer,
                    buffer.Length < LongestLine ? buffer.Length * 2 : throw new InvalidDataException("A line is too long.")
                );
            int read = content.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            int searched = end;
            end += read;
            for (int at; (at = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n')) >= 0; searched = start)
            {
                reading.Line(buffer.AsSpan(start, searched + at - start));
                start = searched + at + 1;
            }
        }

        reading.Line(buffer.AsSpan(start, end - start));
        reading.End();
    }

    /// <summary>The reading of one file.</summary>
    private sealed class Reading(AgentFile file, IAgentSink sink)
    {
        private readonly Dictionary<int, (byte[] Bytes, string Text)> names = [];
        private string session = file.Name;
        private string? parent;
        private string? folder;
        private string? branch;
        private string? version;
        private DateTimeOffset? first;
        private DateTimeOffset? last;

        public void Line(ReadOnlySpan<byte> line)
        {
            if (line.IsEmpty || line.SequenceEqual("\r"u8))
                return;
            try
            {
                Fields fields = Parse(line);
                if (fields.At is { } at)
                {
                    first ??= at;
                    last = at;
                }

                if (fields.Kind == "begin")
                    Begin(fields);
                else if (fields is { Kind: "reply", Id: not null })
                    Reply(fields);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
            {
                sink.Malformed();
            }
        }

        public void End() =>
            sink.Add(
                new AgentSession
                {
                    SessionId = session,
                    ParentSessionId = parent,
                    Folder = folder,
                    Branch = branch,
                    AgentVersion = version,
                    Started = first,
                    LastActivity = last,
                }
            );

        private void Begin(Fields fields)
        {
            session = fields.Session ?? session;
            parent = fields.Parent;
            folder = fields.Folder;
            branch = fields.Branch;
            version = fields.Version;
        }

        private void Reply(Fields fields)
        {
            long cached = Math.Min(fields.Cached, fields.Prompt);
            sink.Add(
                new AgentResponse
                {
                    SessionId = session,
                    Id = fields.Id,
                    Time = fields.At,
                    Model = fields.Model,
                    InputTokens = fields.Prompt - cached,
                    CacheReadTokens = cached,
                    OutputTokens = fields.Reply,
                    ReasoningTokens = Math.Min(fields.Thought, fields.Reply),
                    ReportedCost = fields.Usd,
                    Folder = folder,
                    Branch = branch,
                }
            );
        }

        private Fields Parse(ReadOnlySpan<byte> line)
        {
            Fields fields = new();
            Utf8JsonReader reader = new(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException("A line is no object.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                Field(ref reader, ref fields);

            // What follows the object is damage.
            while (reader.Read()) { }

            return fields;
        }

        private void Field(ref Utf8JsonReader reader, ref Fields fields)
        {
            if (reader.ValueTextEquals("kind"u8))
                fields.Kind = Text(ref reader);
            else if (reader.ValueTextEquals("id"u8))
                fields.Id = Own(ref reader);
            else if (reader.ValueTextEquals("session"u8))
                fields.Session = Own(ref reader);
            else if (reader.ValueTextEquals("parent"u8))
                fields.Parent = Own(ref reader);
            else if (reader.ValueTextEquals("folder"u8))
                fields.Folder = Text(ref reader);
            else if (reader.ValueTextEquals("branch"u8))
                fields.Branch = Text(ref reader);
            else if (reader.ValueTextEquals("version"u8))
                fields.Version = Text(ref reader);
            else if (reader.ValueTextEquals("model"u8))
                fields.Model = Text(ref reader);
            else if (reader.ValueTextEquals("at"u8))
                fields.At = reader.Read() && reader.TryGetDateTimeOffset(out DateTimeOffset at) ? at : null;
            else if (reader.ValueTextEquals("usd"u8))
                fields.Usd = reader.Read() && reader.TokenType == JsonTokenType.Number ? reader.GetDecimal() : null;
            else if (reader.ValueTextEquals("tokens"u8))
                Tokens(ref reader, ref fields);
            else
                reader.Skip();
        }

        private static void Tokens(ref Utf8JsonReader reader, ref Fields fields)
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("prompt"u8))
                    fields.Prompt = Count(ref reader);
                else if (reader.ValueTextEquals("cached"u8))
                    fields.Cached = Count(ref reader);
                else if (reader.ValueTextEquals("reply"u8))
                    fields.Reply = Count(ref reader);
                else if (reader.ValueTextEquals("thought"u8))
                    fields.Thought = Count(ref reader);
                else
                    reader.Skip();
            }
        }

        private static long Count(ref Utf8JsonReader reader) =>
            reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long count) && count > 0 ? count : 0;

        private static string? Own(ref Utf8JsonReader reader) =>
            reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

        /// <summary>A text that repeats on many lines is made once.</summary>
        private string? Text(ref Utf8JsonReader reader)
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                return null;
            if (reader.ValueIsEscaped)
                return reader.GetString();
            HashCode hash = default;
            hash.AddBytes(reader.ValueSpan);
            int code = hash.ToHashCode();
            if (names.TryGetValue(code, out (byte[] Bytes, string Text) known) && reader.ValueSpan.SequenceEqual(known.Bytes))
                return known.Text;
            string text = reader.GetString()!;
            names[code] = (reader.ValueSpan.ToArray(), text);
            return text;
        }
    }

    /// <summary>What a line has.</summary>
    private struct Fields
    {
        public string? Kind;
        public string? Id;
        public string? Session;
        public string? Parent;
        public string? Folder;
        public string? Branch;
        public string? Version;
        public string? Model;
        public DateTimeOffset? At;
        public decimal? Usd;
        public long Prompt;
        public long Cached;
        public long Reply;
        public long Thought;
    }
}
