using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>
/// A session's counter that exceeds its ledger. The difference is a record of its own, as long as the ledger does not catch up.
/// </summary>
internal static class GooseCounter
{
    public static SessionTotal Of(GooseSession session, TokenUsage counter, long unixMs) =>
        new()
        {
            Key = GooseIdentity.OfCounter(session.Session.SessionId, session.CreatedMs ?? 0, counter),
            Session = session.Session,
            OriginMs = session.CreatedMs ?? 0,
            Ordinal = counter.Total,
            UnixMs = unixMs,
            Folder = session.WorkingDirectory,
            ByModel = new Dictionary<string, ModelTotal>(StringComparer.Ordinal) { [session.Model ?? ""] = new(counter, 0) },
        };

    /// <summary>Infers what the last count of each session has beyond the session's requests.</summary>
    public static IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals)
    {
        foreach (IGrouping<string, SessionTotal> session in totals.GroupBy(total => total.Session.SessionId, StringComparer.Ordinal))
        {
            SessionTotal last = session.MaxBy(total => total.Ordinal)!;
            (string model, ModelTotal counter) = last.ByModel.First();
            TokenUsage recorded = session.SelectMany(total => total.Recorded.Values).Select(part => part.Tokens).Sum();
            TokenUsage rest = GooseUsage.Beyond(counter.Tokens, recorded);
            if (rest.IsZero)
                continue;
            yield return new UsageRow
            {
                Key = GooseIdentity.OfRest(last.Session.SessionId, last.OriginMs),
                UnixMs = last.UnixMs,
                Tokens = rest,
                Requests = 1,
                Evidence = UsageEvidence.Inferred,
                Model = model.Length == 0 ? null : model,
                Terms = PriceTerms.Sum,
                Session = last.Session,
                Project = last.Project,
                Branch = last.Branch,
            };
        }
    }
}
