using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>
/// A session's counter that tells more than its ledger: the difference is a record of its own, as long as the ledger does not catch up.
/// </summary>
internal static class GooseCounter
{
    public static SessionTotal Of(GooseSession session, TokenUsage told, long unixMs) =>
        new()
        {
            Key = GooseIdentity.OfCounter(session.Session.SessionId, session.CreatedMs ?? 0, told),
            Session = session.Session,
            OriginMs = session.CreatedMs ?? 0,
            Ordinal = told.Total,
            UnixMs = unixMs,
            Folder = session.WorkingDirectory,
            Told = new Dictionary<string, ModelTotal>(StringComparer.Ordinal) { [session.Model ?? ""] = new(told, 0) },
        };

    /// <summary>What the last count of each session has beyond the session's requests.</summary>
    public static IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals)
    {
        foreach (IGrouping<string, SessionTotal> session in totals.GroupBy(total => total.Session.SessionId, StringComparer.Ordinal))
        {
            SessionTotal last = session.MaxBy(total => total.Ordinal)!;
            (string model, ModelTotal told) = last.Told.First();
            TokenUsage recorded = session
                .SelectMany(total => total.Recorded.Values)
                .Aggregate(default(TokenUsage), (sum, part) => sum + part.Tokens);
            TokenUsage rest = GooseUsage.Beyond(told.Tokens, recorded);
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
