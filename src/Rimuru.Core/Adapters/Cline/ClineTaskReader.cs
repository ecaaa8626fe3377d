using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>
/// Reads a task of the VS Code extension: the text of each <c>api_req_started</c> message is JSON with the usage of the request.
/// </summary>
internal sealed class ClineTaskReader(ClineTasks tasks, ReadOnlySpan<byte> state) : FileLogReader
{
    /// <summary>The usage of all sub-agents of a turn.</summary>
    private const string SubAgents = "subagent_usage";

    /// <summary>The usage of the requests that a task lost when it returned to an earlier point.</summary>
    private const string Deleted = "deleted_api_reqs";
    private const string RooDeleted = "api_req_deleted";

    private readonly NameTable names = new();
    private string? provider;
    private string? model;
    private readonly ClineDeletions deletions = new(state);
    private ClinePrompts? prompts;
    private long[] starts = [];
    private readonly Dictionary<string, int> untimed = new(StringComparer.Ordinal);
    private ClineTaskTools? tools;
    private ClineImports? imports;

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path, JsonValueKind.Array);
        starts =
        [
            .. document
                .RootElement.Items()
                .Where(message => message.Is("say"u8, "api_req_started"))
                .Select(message => message.Time("ts"u8) ?? 0)
                .Order(),
        ];
        SessionRow session = new(new SessionRef(tasks.Agent, Path.GetFileName(Path.GetDirectoryName(path))!))
        {
            WorkingDirectory = ClineTaskPlace.FolderOf(path, document.RootElement, names) ?? Prompts(path).Folder,
        };
        imports = ClineImports.Of(tasks, session.Session);
        foreach (JsonElement message in document.RootElement.Items())
        {
            stop.ThrowIfCancellationRequested();
            long? time = message.Time("ts"u8);
            if (time is { } known)
                session.Seen(known);
            if (message.Is("ask"u8, "completion_result") || message.Is("say"u8, "completion_result"))
                session.End = SessionEnd.Completed;
            else if (message.Is("say"u8, "api_req_started"))
            {
                if (session.End != SessionEnd.OpenTurn)
                    session.Turns = (session.Turns ?? 0) + 1;
                session.End = SessionEnd.OpenTurn;
            }

            if (message.Get("say"u8).Text() is not ("api_req_started" or SubAgents or Deleted or RooDeleted))
            {
                Tools.Take(message, sink);
                continue;
            }

            if (message.Get("text"u8) is not { ValueKind: JsonValueKind.String } text)
                continue;
            if (!Take(path, text, message, session, time, sink))
                sink.Batch.MalformedLines++;
        }

        sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink)
    {
        sink.Batch.Replaced.AddRange(deletions.Settle());
        if (imports is not null)
            sink.Batch.Lineages.Add(imports.History(deletions.Keys));
    }

    public override byte[] Save() => deletions.Save();

    private ClineTaskTools Tools => tools ??= new ClineTaskTools(names);

    private bool Take(string path, JsonElement text, JsonElement message, SessionRow session, long? time, RowSink sink)
    {
        try
        {
            using JsonDocument document = JsonFields.Parse(Encoding.UTF8.GetBytes(text.GetString()!));
            JsonElement usage = document.RootElement,
                by = message.Get("modelInfo"u8);
            PromptCounts counted = ClineUsage.CountsOf(usage, sink);
            TokenUsage tokens = ClineUsage.OfTask(tasks, usage, time ?? session.LastMs, sink);
            string? say = message.Text("say"u8, names);
            bool isSubAgents = say == SubAgents,
                isDeletion = say is Deleted or RooDeleted;
            int place = time is null ? untimed.GetValueOrDefault(say!) : 0;
            if (time is null)
                untimed[say!] = place + 1;
            if (!isDeletion && !isSubAgents)
                (provider, model) = (by.Text("providerId"u8, names), by.Text("modelId"u8, names) ?? PromptedModel(path, time));
            RecordKey key = ClineIdentity.OfRequest(tasks.Kind, session.Session.SessionId, time, say, place);
            if (!isDeletion && !isSubAgents)
                Tools.Begin(tokens.IsZero ? null : key);
            if (tokens.IsZero)
                return true;
            deletions.See(key, tokens.Total, isDeletion);
            imports?.See(key, time, say, place);
            sink.Add(
                new UsageRow
                {
                    Key = key,
                    Rank = RankOf(counted, tokens, isKnown: isDeletion || model is not null),
                    OwnerRank = new Rank(session.WorkingDirectory is null ? 0 : 1, 0),
                    UnixMs = time ?? session.LastMs ?? sink.FileModifiedMs,
                    Tokens = tokens,
                    Requests = 1,
                    Evidence = UsageEvidence.Recorded,

                    // Sub-agents use the models of the task that started them; deleted requests may have used any.
                    Provider = isDeletion ? by.Text("providerId"u8, names) : by.Text("providerId"u8, names) ?? provider,
                    Model = isDeletion ? by.Text("modelId"u8, names) : by.Text("modelId"u8, names) ?? model,
                    Terms = isDeletion || isSubAgents ? PriceTerms.Sum : null,
                    ReportedNano = usage.Nano("cost"u8),
                    Session = session.Session,
                    SubAgent = isSubAgents ? "subagents" : null,
                    Folder = session.WorkingDirectory,
                }
            );
            return true;
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return false;
        }
    }

    /// <summary>
    /// Ranks by the logged counts, not by their interpretation: an earlier reader took the whole prompt as uncached and must not win for
    /// it.
    /// </summary>
    private static Rank RankOf(PromptCounts counted, TokenUsage tokens, bool isKnown)
    {
        long all = counted.Input + counted.CacheRead + counted.CacheWrite + tokens.Output;
        if (counted.Input != tokens.Input)
            return new Rank(all, tokens.Output + (1L << 45));
        return isKnown ? Rank.Above(all, tokens.Output) : new Rank(all, tokens.Output);
    }

    private ClinePrompts Prompts(string path) => prompts ??= ClinePrompts.Of(path, names);

    /// <summary>A request is logged before its prompt, so its prompt is the last one before the next request.</summary>
    private string? PromptedModel(string path, long? time)
    {
        if (time is not { } ms)
            return null;
        int next = Array.FindIndex(starts, start => start > ms);
        return Prompts(path).Before(next < 0 ? long.MaxValue : starts[next]);
    }
}
