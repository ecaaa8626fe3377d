using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>
/// What only the last sum of a session has: all of it if nothing else is known of the session, otherwise what exceeds its requests. A
/// fork's sum includes an unknown part of its parent's, so it proves nothing beside the fork's own chat.
/// </summary>
internal static class QwenCodeTotals
{
    /// <summary>The mark of a fork, without usage.</summary>
    public static SessionTotal ForkOf(SessionRef session, string origin, long ms) =>
        new()
        {
            Key = QwenCodeIdentity.OfSum(session.SessionId, "\n" + origin),
            Session = session,
            UnixMs = ms,
            ByModel = new Dictionary<string, ModelTotal>(StringComparer.Ordinal),
        };

    public static IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals)
    {
        foreach (IGrouping<string, SessionTotal> session in totals.GroupBy(total => total.Session.SessionId, StringComparer.Ordinal))
        {
            if (session.Any(total => total.ByModel.Count == 0))
                continue;
            Dictionary<string, TokenUsage> recorded = new(StringComparer.Ordinal);
            foreach ((string model, ModelTotal part) in session.SelectMany(total => total.Recorded))
                recorded[model] = recorded.GetValueOrDefault(model) + part.Tokens;
            foreach (IGrouping<string, SessionTotal> ofModel in session.GroupBy(total => total.ByModel.First().Key, StringComparer.Ordinal))
            {
                if (RowOf(ofModel.Key, ofModel.MaxBy(total => total.Ordinal)!, recorded) is { } row)
                    yield return row;
            }
        }
    }

    private static UsageRow? RowOf(string model, SessionTotal last, Dictionary<string, TokenUsage> recorded)
    {
        TokenUsage total = last.ByModel[model].Tokens,
            known = recorded.GetValueOrDefault(model);
        TokenUsage rest = new(
            Math.Max(0, total.Input - known.Input),
            Math.Max(0, total.CacheRead - known.CacheRead),
            0,
            0,
            Math.Max(0, total.Output - known.Output),
            Math.Max(0, total.Reasoning - known.Reasoning)
        );

        // Real requests have both input and output; a remainder of only one is a difference in counting.
        if (rest.IsZero || (recorded.Count > 0 && (rest.Input + rest.CacheRead == 0 || rest.Output == 0)))
            return null;
        return new UsageRow
        {
            Key = QwenCodeIdentity.OfSum(last.Session.SessionId, model),
            UnixMs = last.UnixMs,
            Tokens = rest with { Reasoning = Math.Min(rest.Reasoning, rest.Output) },
            Requests = UsageRow.RequestsOf(known.IsZero ? last.Unrecorded : 1),
            Evidence = UsageEvidence.Inferred,
            Model = model,
            Terms = PriceTerms.Sum,
            Session = last.Session,
            Project = last.Project,
            Branch = last.Branch,
        };
    }
}
