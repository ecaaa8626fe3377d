using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Plugins;

/// <summary>
/// Reads the records that a plugin gives for a file. Each is checked: an <see cref="InvalidDataException"/> or
/// <see cref="JsonException"/> means that it is none.
/// </summary>
internal sealed class RecordReader(PluginAdapter adapter, RowSink sink)
{
    private const int MostSessions = 100_000;

    /// <summary>The year 2100: a later time is a wrong one.</summary>
    private const long LatestMs = 4_102_444_800_000;

    private const decimal MostCost = 1_000_000;

    private readonly NameTable names = new();
    private readonly Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);
    private (string Id, RecordKey Key)? last;

    public void ReadAll(Stream output, CancellationToken stop)
    {
        WireLines lines = new(output);
        while (lines.Next(out ReadOnlyMemory<byte> line))
        {
            stop.ThrowIfCancellationRequested();
            Utf8JsonReader reader = new(line.Span);
            Take(ref reader);
        }

        foreach (SessionRow session in sessions.Values)
            sink.Batch.Sessions.Add(session);
    }

    private void Take(ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartArray);
        Expect(reader.Read() && reader.TokenType == JsonTokenType.String);
        if (reader.ValueTextEquals(AgentWire.Response))
            Response(ref reader);
        else if (reader.ValueTextEquals(AgentWire.Session))
            Session(ref reader);
        else if (reader.ValueTextEquals(AgentWire.Malformed))
            sink.Batch.MalformedLines++;
        else
            throw new InvalidDataException("A record is of no known kind.");
        Expect(reader.Read() && reader.TokenType == JsonTokenType.EndArray && !reader.Read());
    }

    private void Response(ref Utf8JsonReader reader)
    {
        string sessionId = Text(ref reader) ?? throw new InvalidDataException("A response has no session.");
        string? id = Text(ref reader);
        long ms = Time(ref reader) ?? sink.FileModifiedMs;
        string? model = Text(ref reader),
            provider = Text(ref reader);
        TokenUsage tokens = new(
            Count(ref reader),
            Count(ref reader),
            Count(ref reader),
            Count(ref reader),
            Count(ref reader),
            Count(ref reader)
        );
        tokens = tokens with { Reasoning = Math.Min(tokens.Reasoning, tokens.Output) };
        NanoUsd? cost = Cost(ref reader);
        string? folder = Text(ref reader),
            branch = Text(ref reader),
            subAgent = Text(ref reader);
        if (tokens.IsZero && cost is null)
            return;
        SessionRow session = SessionOf(sessionId);
        session.Seen(ms);
        session.WorkingDirectory ??= folder;
        sink.Add(
            new UsageRow
            {
                Key = id is null ? adapter.Keys.Of(sessionId, ms, tokens) : KeyOf(id),
                Rank = new Rank(tokens.Output, ms),
                OwnerRank = new Rank(-ms, session.Session.Tie),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Provider = provider,
                Model = model,
                ReportedNano = cost,
                Session = session.Session,
                SubAgent = subAgent,
                Folder = folder ?? session.WorkingDirectory,
                Branch = branch,
            }
        );
    }

    /// <summary>A response is often logged again while it goes on.</summary>
    private RecordKey KeyOf(string id)
    {
        if (last is not { } known || known.Id != id)
            last = known = (id, adapter.Keys.Of(id));
        return known.Key;
    }

    private void Session(ref Utf8JsonReader reader)
    {
        SessionRow session = SessionOf(Text(ref reader) ?? throw new InvalidDataException("A session has no id."));
        session.ParentSessionId = Text(ref reader);
        session.SubAgent = Text(ref reader);
        session.WorkingDirectory = Text(ref reader) ?? session.WorkingDirectory;
        session.Branch = Text(ref reader);
        session.Title = Text(ref reader);
        session.AgentVersion = Text(ref reader);
        if (Time(ref reader) is { } started)
            session.Seen(started);
        if (Time(ref reader) is { } last)
            session.Seen(last);
        reader.Read();
        if (reader.TokenType != JsonTokenType.Null)
            session.Turns = reader.TryGetInt64(out long turns) && turns is >= 0 and < int.MaxValue ? turns : null;
    }

    private SessionRow SessionOf(string id)
    {
        if (sessions.TryGetValue(id, out SessionRow? known))
            return known;
        if (sessions.Count == MostSessions)
            throw new InvalidDataException($"A file has more than {MostSessions} sessions.");
        SessionRow made = new(new SessionRef(adapter.Name, id));
        sessions.Add(id, made);
        return made;
    }

    private string? Text(ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType is JsonTokenType.String or JsonTokenType.Null);
        return names.Read(ref reader);
    }

    private long Count(ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.Number);
        return TokenFields.Read(ref reader, sink);
    }

    private static long? Time(ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType is JsonTokenType.Number or JsonTokenType.Null);
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        return reader.TryGetInt64(out long ms) && ms is >= 0 and < LatestMs
            ? ms
            : throw new InvalidDataException("A record has a time before 1970 or after 2100.");
    }

    private static NanoUsd? Cost(ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType is JsonTokenType.Number or JsonTokenType.Null);
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        return reader.TryGetDecimal(out decimal cost) && cost is >= 0 and <= MostCost
            ? NanoUsd.FromUsd(cost)
            : throw new InvalidDataException("A response has a cost that no response has.");
    }

    private static void Expect(bool isSo)
    {
        if (!isSo)
            throw new InvalidDataException("A record does not have the fields that it must have.");
    }
}
