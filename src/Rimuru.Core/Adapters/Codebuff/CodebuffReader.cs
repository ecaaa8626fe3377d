using System.Globalization;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codebuff;

/// <summary>Reads the messages of a chat. The sum in <c>run-state.json</c> beside them is the same once more.</summary>
internal sealed class CodebuffReader : FileLogReader
{
    private readonly NameTable names = new();

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path, JsonValueKind.Array);
        SessionRow session = new(new SessionRef(CodebuffIdentity.Agent, CodebuffLocations.IdOf(path)))
        {
            WorkingDirectory = CodebuffLocations.FolderOf(path, names),
        };
        long? lastMs = null;
        int number = 0;
        foreach (JsonElement message in document.RootElement.Items())
        {
            stop.ThrowIfCancellationRequested();
            number++;
            lastMs = message.Time("timestamp"u8) ?? lastMs;
            long ms = lastMs ?? sink.FileModifiedMs;
            session.Seen(ms);
            if (message.Is("variant"u8, "user"))
                session.Turns = (session.Turns ?? 0) + 1;
            else
                Add(message, number, ms, session, sink);
        }

        if (session.LastMs is not null)
            sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private void Add(JsonElement message, int number, long ms, SessionRow session, RowSink sink)
    {
        TokenUsage tokens = CodebuffUsage.Of(message, sink);
        Credits credits = CodebuffUsage.CreditsOf(message);
        if (tokens.IsZero && credits.Unit is null)
            return;
        string id = message.Text("id"u8, names) ?? number.ToString(CultureInfo.InvariantCulture);
        sink.Add(
            new UsageRow
            {
                Key = CodebuffIdentity.OfMessage(session.Session.SessionId, id),
                Rank = new Rank(tokens.Total, credits.Nano),
                OwnerRank = new Rank(session.WorkingDirectory is null ? 0 : 1, 0),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = tokens.IsZero ? UsageEvidence.Partial : UsageEvidence.Recorded,
                Model = message.Get("metadata"u8).Text("model"u8, names),
                Terms = PriceTerms.Sum,
                Credits = credits,
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }
}
