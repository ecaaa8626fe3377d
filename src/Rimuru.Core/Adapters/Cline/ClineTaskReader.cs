using System.Text;
using System.Text.Json;
using Rimuru.Core.Ingest;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>Reads a task of the VS Code extension: each <c>api_req_started</c> message carries, as JSON in its text, what the request used.</summary>
internal sealed class ClineTaskReader(ClineTasks tasks, ReadOnlySpan<byte> state) : FileLogReader
{
    private readonly ClineDeletions deletions = new(state);

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        NameTable names = new();
        using JsonDocument document = JsonFields.ParseFile(path, JsonValueKind.Array);
        SessionRow session = new(new SessionRef(tasks.Agent, Path.GetFileName(Path.GetDirectoryName(path))!));
        foreach (JsonElement message in document.RootElement.Items())
        {
            stop.ThrowIfCancellationRequested();
            long? time = message.Time("ts"u8);
            if (time is { } known) session.Seen(known);
            if (message.Is("ask"u8, "completion_result") || message.Is("say"u8, "completion_result")) session.End = SessionEnd.Completed;
            else if (message.Is("say"u8, "api_req_started"))
            {
                if (session.End != SessionEnd.OpenTurn) session.Turns = (session.Turns ?? 0) + 1;
                session.End = SessionEnd.OpenTurn;
            }

            if (!message.Is("say"u8, "api_req_started") && !message.Is("say"u8, "deleted_api_reqs")) continue;
            if (message.Get("text"u8) is not { ValueKind: JsonValueKind.String } text) continue;
            if (!Take(text, message, session, time, names, sink)) sink.Batch.MalformedLines++;
        }

        sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) => sink.Batch.Superseded.AddRange(deletions.Settle());

    public override byte[] Save() => deletions.Save();

    private bool Take(JsonElement text, JsonElement message, SessionRow session, long? time, NameTable names, RowSink sink)
    {
        try
        {
            using JsonDocument told = JsonFields.Parse(Encoding.UTF8.GetBytes(text.GetString()!));
            JsonElement usage = told.RootElement, model = message.Get("modelInfo"u8);
            TokenUsage tokens = UsageOf(usage, message, time, sink);
            if (tokens.IsZero) return true;
            bool isDeletion = message.Is("say"u8, "deleted_api_reqs");
            RecordKey key = RecordKey.Of(tasks.Space, Encoding.UTF8.GetBytes($"{session.Session.SessionId}\n{time}\n{message.Text("say"u8, names)}"));
            deletions.See(key, tokens.Total, isDeletion);
            sink.Add(new UsageRow
            {
                Key = key,
                Rank = isDeletion ? Rank.OfSum(tokens.Total, tokens.Output) : new Rank(tokens.Total, tokens.Output),
                UnixMs = time ?? sink.FileModifiedMs,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Provider = model.Text("providerId"u8, names),
                Model = model.Text("modelId"u8, names),
                Terms = isDeletion ? PriceTerms.Sum : null,
                ReportedNano = usage.Nano("cost"u8),
                Session = session.Session,
            });
            return true;
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return false;
        }
    }

    private TokenUsage UsageOf(JsonElement usage, JsonElement message, long? time, RowSink sink)
    {
        long input = usage.Tokens("tokensIn"u8, sink), read = usage.Tokens("cacheReads"u8, sink), written = usage.Tokens("cacheWrites"u8, sink);
        bool isOpenAi = usage.Is("apiProtocol"u8, "openai") || message.Is("apiProtocol"u8, "openai");
        if (input >= read + written && tasks.CountsPromptWhole(time, isOpenAi)) input -= read + written;
        return new TokenUsage(input, read, written, 0, usage.Tokens("tokensOut"u8, sink), 0);
    }
}
