using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>Reads a task of the VS Code extension: each <c>api_req_started</c> message carries, as JSON in its text, what the request used.</summary>
internal sealed class ClineTaskReader(ClineTasks tasks, ReadOnlySpan<byte> state) : FileLogReader
{
    private readonly NameTable names = new();
    private readonly ClineDeletions deletions = new(state);
    private ClinePrompts? prompts;
    private long[] starts = [];

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path, JsonValueKind.Array);
        starts = [.. document.RootElement.Items().Where(message => message.Is("say"u8, "api_req_started")).Select(message => message.Time("ts"u8) ?? 0).Order()];
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
            if (!Take(path, text, message, session, time, sink)) sink.Batch.MalformedLines++;
        }

        sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) => sink.Batch.Superseded.AddRange(deletions.Settle());

    public override byte[] Save() => deletions.Save();

    private bool Take(string path, JsonElement text, JsonElement message, SessionRow session, long? time, RowSink sink)
    {
        try
        {
            using JsonDocument told = JsonFields.Parse(Encoding.UTF8.GetBytes(text.GetString()!));
            JsonElement usage = told.RootElement, by = message.Get("modelInfo"u8);
            TokenUsage tokens = new(
                usage.Tokens("tokensIn"u8, sink), usage.Tokens("cacheReads"u8, sink), usage.Tokens("cacheWrites"u8, sink), 0, usage.Tokens("tokensOut"u8, sink), 0);
            if (tokens.IsZero) return true;
            bool isDeletion = message.Is("say"u8, "deleted_api_reqs");
            RecordKey key = ClineIdentity.OfRequest(tasks.Kind, session.Session.SessionId, time, message.Text("say"u8, names));
            string? model = by.Text("modelId"u8, names) ?? (isDeletion ? null : PromptedModel(path, time));
            deletions.See(key, tokens.Total, isDeletion);
            sink.Add(new UsageRow
            {
                Key = key,
                Rank = model is null && !isDeletion ? new Rank(tokens.Total, tokens.Output) : Rank.Above(tokens.Total, tokens.Output),
                UnixMs = time ?? sink.FileModifiedMs,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Provider = by.Text("providerId"u8, names),
                Model = model,
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

    /// <summary>A request is there before its prompt is, so that the prompt is the last one before the next request.</summary>
    private string? PromptedModel(string path, long? time)
    {
        if (time is not { } ms) return null;
        prompts ??= ClinePrompts.Of(path, names);
        int next = Array.FindIndex(starts, start => start > ms);
        return prompts.Before(next < 0 ? long.MaxValue : starts[next]);
    }
}
