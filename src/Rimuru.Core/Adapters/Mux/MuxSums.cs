using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Mux;

/// <summary>What the sums of workspaces have beyond the messages that were ever read.</summary>
internal static class MuxSums
{
    /// <summary>The part of a sum that is its deleted sub-agents', of whatever model.</summary>
    public const string Deleted = "(deleted)";

    private const byte Log = 1;
    private const byte Sum = 2;

    /// <summary>Says that a log of the workspace was read.</summary>
    public static Lineage NoteOfLog(string workspace) => NoteOf(workspace, Log, [Log]);

    /// <summary>Says which record stands for a workspace without a log.</summary>
    public static Lineage NoteOfSum(string workspace, RecordKey record) => NoteOf(workspace, Sum, record.ToArray());

    /// <summary>The sum of a deleted sub-agent counts only if no log of it was read.</summary>
    public static IEnumerable<Verdict> Resolve(IReadOnlyList<Lineage> sources)
    {
        bool haveLog = sources.Any(lineage => lineage is { Source: Log, Content.Length: > 0 });
        foreach (Lineage lineage in sources)
        {
            if (lineage is { Source: Sum, Content.Length: RecordKey.Size })
                yield return new Verdict(RecordKey.Read(lineage.Content), haveLog);
        }
    }

    /// <summary>
    /// Infers what is left of each sum, by model. All models together have no more left than the whole: a message may name its model in
    /// another way than the sum does.
    /// </summary>
    public static IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals)
    {
        foreach (IGrouping<string, SessionTotal> session in totals.GroupBy(total => total.Session.SessionId, StringComparer.Ordinal))
        {
            SessionTotal last = session.MaxBy(total => total.Ordinal)!;
            Dictionary<string, TokenUsage> recorded = new(StringComparer.Ordinal);
            foreach ((string model, ModelTotal part) in session.SelectMany(total => total.Recorded))
                recorded[MuxModel.BareOf(model)] = recorded.GetValueOrDefault(MuxModel.BareOf(model)) + part.Tokens;
            TokenUsage deleted = last.ByModel.GetValueOrDefault(Deleted).Tokens,
                left = last.ByModel.Where(sum => sum.Key != Deleted).Select(sum => sum.Value.Tokens).Sum().Beyond(deleted);
            left = left.Beyond(recorded.Values.Sum());
            foreach ((string key, ModelTotal sum) in last.ByModel.OrderBy(sum => sum.Key, StringComparer.Ordinal))
            {
                (string? provider, string? model) = MuxModel.Split(key);
                TokenUsage rest =
                    key == Deleted ? default : MuxUsage.Least(sum.Tokens.Beyond(recorded.GetValueOrDefault(MuxModel.BareOf(model))), left);
                if (rest.IsZero)
                    continue;
                left = left.Beyond(rest);
                yield return new UsageRow
                {
                    Key = MuxIdentity.OfRest(last.Session.SessionId, key),
                    UnixMs = last.UnixMs,
                    Tokens = rest,
                    Requests = 1,
                    Evidence = UsageEvidence.Inferred,
                    Provider = provider,
                    Model = model,
                    Terms = PriceTerms.Sum,
                    Session = last.Session,
                    Project = last.Project,
                    Branch = last.Branch,
                };
            }
        }
    }

    private static Lineage NoteOf(string workspace, byte source, byte[] content) =>
        new()
        {
            Agent = MuxIdentity.Agent,
            Thread = new SessionRef(MuxIdentity.Agent, workspace).Key,
            Source = source,
            Content = content,
        };
}
