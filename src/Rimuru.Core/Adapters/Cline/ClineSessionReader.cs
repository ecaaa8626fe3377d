using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>Reads a session's own file: its facts, and the sum of its usage in case its messages have none.</summary>
internal sealed class ClineSessionReader : FileLogReader
{
    /// <summary>
    /// Below the time of any end: the time of a file is that of its copy. Above the output, by which earlier readers ranked.
    /// </summary>
    private const long WithoutEnd = 1L << 40;

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        ClineAbout about = ClineAbout.Of(document.RootElement, new NameTable());
        SessionRow session = new(new SessionRef(ClineIdentity.Agent, about.Id ?? Path.GetFileNameWithoutExtension(path)))
        {
            WorkingDirectory = about.WorkingDirectory,
            Branch = about.Branch,
            Title = about.Title,
            AgentVersion = about.Version,
            End = about.End,
        };
        if (about.StartedMs is { } started)
            session.Seen(started);
        if (about.EndedMs is { } ended)
            session.Seen(ended);
        sink.Batch.Sessions.Add(session);

        JsonElement usage = document.RootElement.Get("metadata"u8).Get("usage"u8);
        TokenUsage tokens = ClineUsage.Of(usage, sink);
        if (tokens.IsZero)
            return;
        RecordKey sum = ClineIdentity.OfSum(session.Session);
        sink.Batch.Lineages.Add(
            new Lineage
            {
                Agent = ClineIdentity.Agent,
                Thread = session.Session.Key,
                Source = ClineSource.Session,
                Content = sum.ToArray(),
            }
        );
        sink.Add(
            new UsageRow
            {
                Key = sum,
                // The sum only grows: of two copies the larger one is later, and of equal ones that which ended later.
                Rank = Rank.Above(tokens.Total, about.EndedMs ?? WithoutEnd),
                UnixMs = about.EndedMs ?? sink.FileModifiedMs,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Inferred,
                Provider = about.Provider,
                Model = about.Model,
                Terms = PriceTerms.Sum,
                ReportedNano = usage.Nano("totalCost"u8),
                Session = session.Session,
                Folder = session.WorkingDirectory,
                Branch = session.Branch,
            }
        );
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];
}
