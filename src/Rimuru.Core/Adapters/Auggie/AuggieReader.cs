using System.Globalization;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Auggie;

/// <summary>Reads a session: its exchanges, those of its sub-agents, and the summaries of its history.</summary>
internal sealed class AuggieReader : FileLogReader
{
    private const int Billing = 9;
    private const int Usage = 10;
    private const int UnitOfUsd = 2;

    private readonly NameTable names = new();

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement;
        string id = root.Text("sessionId"u8, names) ?? Path.GetFileNameWithoutExtension(path);
        SessionRow session = new(new SessionRef(AuggieIdentity.Agent, id)) { Title = root.Text("title"u8, names) };
        long ms = root.Time("created"u8) ?? root.Time("modified"u8) ?? sink.FileModifiedMs;
        session.Seen(ms);
        session.Seen(root.Time("modified"u8) ?? ms);
        session.WorkingDirectory = FolderOf(root);
        string? model = root.Get("agentState"u8).Text("modelId"u8, names);
        AddExchanges(root, null, null, model, session, ms, sink);
        int number = 0;
        Dictionary<string, int> named = new(StringComparer.Ordinal);
        foreach (JsonElement subAgent in root.Get("subAgents"u8).Items())
        {
            string name = subAgent.Text("name"u8, names) ?? string.Create(CultureInfo.InvariantCulture, $"sub-agent {++number}");
            int before = named.GetValueOrDefault(name);
            named[name] = before + 1;
            string holder = before == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} #{before + 1}");
            AddExchanges(subAgent, name, holder, model, session, ms, sink);
        }

        number = 0;
        foreach (JsonElement summary in root.Get("summarizations"u8).Items())
        {
            string request = summary.Text("request_id"u8, names) ?? string.Create(CultureInfo.InvariantCulture, $"summary {number}");
            number++;
            Add(
                request,
                summary,
                null,
                summary.Text("model"u8, names) ?? summary.Text("model_id"u8, names) ?? model,
                summary.Time("finishedAt"u8) ?? ms,
                default,
                session,
                sink
            );
        }

        sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    /// <param name="history">What holds the exchanges.</param>
    /// <param name="subAgent">Whose they are; null for the main agent.</param>
    /// <param name="holder">A name that no other sub-agent of the session has, for exchanges without an id.</param>
    /// <param name="model">The model of exchanges that name none.</param>
    /// <param name="session">The session.</param>
    /// <param name="ms">The time of exchanges that have none.</param>
    /// <param name="sink">Takes the requests.</param>
    private void AddExchanges(
        JsonElement history,
        string? subAgent,
        string? holder,
        string? model,
        SessionRow session,
        long ms,
        RowSink sink
    )
    {
        int number = 0;
        foreach (JsonElement item in history.Get("chatHistory"u8).Items())
        {
            JsonElement exchange = item.Get("exchange"u8),
                usage = default;
            NanoUsd? cost = null;
            string? billed = null;
            Credits credits = default;
            number++;
            ms = item.Time("finishedAt"u8) ?? ms;
            session.Seen(ms);
            if (subAgent is null)
                session.End = item.Flag("completed"u8) == false ? SessionEnd.OpenTurn : SessionEnd.Completed;

            // Several nodes of one exchange repeat its usage; one without any repeats nothing.
            foreach (JsonElement node in exchange.Get("response_nodes"u8).Items())
            {
                if (IsOf(node, Usage))
                    usage = node.Get("token_usage"u8) is { ValueKind: JsonValueKind.Object } told ? told : usage;
                else if (IsOf(node, Billing))
                {
                    JsonElement bill = node.Get("billing_metadata"u8);
                    (cost, credits) = BilledBy(bill, cost, credits);
                    billed = bill.Text("effective_model_name"u8, names) ?? billed;
                }
            }

            string request =
                exchange.Text("request_id"u8, names) ?? string.Create(CultureInfo.InvariantCulture, $"{holder} exchange {number}");
            // An exchange names a model only where the user chose one; the bill names the one that answered.
            string? answered = exchange.Text("model_id"u8, names) ?? billed ?? model;
            Add(request, usage, subAgent, answered, ms, (cost, credits), session, sink);
        }
    }

    /// <summary>The folder in which the session began: the editor's state beside a request says it.</summary>
    private string? FolderOf(JsonElement root)
    {
        foreach (JsonElement item in root.Get("chatHistory"u8).Items())
        foreach (JsonElement node in item.Get("exchange"u8).Get("request_nodes"u8).Items())
        foreach (JsonElement folder in node.Get("ide_state_node"u8).Get("workspace_folders"u8).Items())
        {
            if ((folder.Text("folder_root"u8, names) ?? folder.Text("repository_root"u8, names)) is { } found)
                return found;
        }

        return null;
    }

    private static (NanoUsd? Cost, Credits Credits) BilledBy(JsonElement bill, NanoUsd? cost, Credits credits)
    {
        bool isMoney = bill.Get("usage_unit"u8).TryGetId(out int unit) && unit == UnitOfUsd;
        Credits consumed = isMoney ? default : bill.CreditsOf("credits_consumed"u8, AuggieUsage.CreditUnit);
        return (bill.Nano("cost_usd"u8) ?? cost, consumed.Unit is null ? credits : consumed);
    }

    private static bool IsOf(JsonElement node, int type) => node.Get("type"u8).TryGetId(out int found) && found == type;

    private static void Add(
        string request,
        JsonElement usage,
        string? subAgent,
        string? model,
        long ms,
        (NanoUsd? Cost, Credits Credits) bill,
        SessionRow session,
        RowSink sink
    )
    {
        TokenUsage tokens = AuggieUsage.Of(usage, sink);
        if (tokens.IsZero)
            return;
        sink.Add(
            new UsageRow
            {
                Key = AuggieIdentity.OfRequest(session.Session.SessionId, request),
                Rank = new Rank(tokens.Output, ms),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = model,
                ReportedNano = bill.Cost,
                Credits = bill.Credits,
                Folder = session.WorkingDirectory,
                Session = session.Session,
                SubAgent = subAgent,
            }
        );
    }
}
