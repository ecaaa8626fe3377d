using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>
/// Infers the requests that only <c>cost-state</c> proves, such as the summary of /compact: what the running total has beyond the recorded
/// requests. A total with less of anything than is recorded, or without a recorded model, proves nothing.
/// </summary>
internal static class ClaudeCodeTotals
{
    private const int MaxRequests = 100;

    /// <summary>Infers the requests of one family: sessions whose totals continue each other.</summary>
    public static IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> family)
    {
        Finding[] findings =
        [
            .. family.GroupBy(total => total.Session.SessionId, StringComparer.Ordinal).Select(session => Session([.. session], family)),
        ];

        // One session may have too much because another has too little: a request attributed to the wrong session must not count twice.
        return findings
            .Where(finding => !Array.Exists(findings, other => other.HasDebt && other != finding))
            .SelectMany(finding => finding.Rows);
    }

    private static Finding Session(List<SessionTotal> totals, IReadOnlyList<SessionTotal> family)
    {
        Finding finding = new();
        SessionTotal first = totals[0];
        Sum known = new();
        bool isMeasured = first.Parent is null;
        if (first.Parent is not null && Base(first, family) is { } start)
        {
            known.Add(start);
            isMeasured = true;
        }

        foreach (SessionTotal total in totals)
        {
            known.Add(total.Recorded);
            Sum rest = Sum.Of(total.ByModel).Less(known);
            if (!isMeasured)
            {
                // It is unknown what the session began with, so the next total is compared with all of this one.
                known.Add(rest);
                isMeasured = true;
            }
            else if (rest.IsWithoutDebt)
            {
                finding.Rows.AddRange(Rows(total, rest));
                known.Add(rest);
            }
            else
            {
                finding.HasDebt = true;
            }
        }

        return finding;
    }

    /// <summary>
    /// The total that a fork began with. It is the last one before the fork's first request, in the session that made the last copied
    /// request or in one that continued it and was copied only in part; of these, the largest that leaves no recorded usage unexplained.
    /// </summary>
    private static Sum? Base(SessionTotal first, IReadOnlyList<SessionTotal> family)
    {
        SessionTotal[] before =
        [
            .. family.Where(total => total.Session.SessionId != first.Session.SessionId && total.UnixMs <= (first.BeganMs ?? first.UnixMs)),
        ];
        if (Array.FindLast(before, total => total.Session.SessionId == first.Parent!.SessionId) is not { } parent)
            return null;
        Sum own = Sum.Of(first.ByModel).Less(Sum.Of(first.Recorded)),
            least = Sum.Of(parent.ByModel);
        return before
                .Select(total => Sum.Of(total.ByModel))
                .Where(total => total.Tokens > least.Tokens && own.Less(total).IsWithoutDebt)
                .MaxBy(total => total.Tokens)
            ?? least;
    }

    private static IEnumerable<UsageRow> Rows(SessionTotal total, Sum rest)
    {
        (string Model, ModelTotal Left)[] models = [.. rest.ByModel.Where(model => model.Left.Tokens.Prompt > 0)];

        // Only if one model is left are the unrecorded requests the log's; otherwise a rest may be any number of small ones.
        bool isCounted = models.Length == 1 && total.Unrecorded > 0;
        int requests = isCounted ? Math.Min(total.Unrecorded, MaxRequests) : 1;
        long searches = Math.Max(0, rest.Searches);
        foreach ((string model, ModelTotal left) in models)
        {
            // A search may be recorded with the model that asked for it, but be in the total of the model that made it.
            long searched = Math.Clamp(left.WebSearches, 0, searches);
            searches -= searched;
            for (int i = 0; i < requests; i++)
            {
                yield return new UsageRow
                {
                    Key = ClaudeCodeIdentity.OfInferred(total.Key, model, i),
                    UnixMs = total.UnixMs,
                    Tokens = Share(left.Tokens, i, requests),
                    WebSearches = Share(searched, i, requests),
                    Requests = 1,
                    Evidence = UsageEvidence.Inferred,
                    Model = model,
                    Terms = isCounted ? null : PriceTerms.Sum,
                    Session = total.Session,
                    Project = total.Project,
                    Branch = total.Branch,
                };
            }
        }
    }

    private static TokenUsage Share(TokenUsage t, int i, int of) =>
        of == 1
            ? t
            : new(
                Share(t.Input, i, of),
                Share(t.CacheRead, i, of),
                Share(t.CacheWrite5m, i, of),
                Share(t.CacheWrite1h, i, of),
                Share(t.Output, i, of),
                Share(t.Reasoning, i, of)
            );

    private static long Share(long whole, int i, int of) => (whole / of) + (i < whole % of ? 1 : 0);

    /// <summary>What the totals of one session prove, and whether the records exceed them.</summary>
    private sealed class Finding
    {
        public List<UsageRow> Rows { get; } = [];

        public bool HasDebt { get; set; }
    }

    /// <summary>Tokens and searches by model, for adding and subtracting.</summary>
    private sealed class Sum
    {
        private readonly SortedDictionary<string, ModelTotal> models = new(StringComparer.Ordinal);

        public long Tokens => models.Values.Sum(model => model.Tokens.Total);

        public long Searches => models.Values.Sum(model => model.WebSearches);

        public IEnumerable<(string Model, ModelTotal Left)> ByModel => models.Select(model => (model.Key, Settle(model.Value)));

        /// <summary>
        /// True if no bucket is negative; for cache writes, the sum of both lifetimes counts, as the two sources may split them
        /// differently.
        /// </summary>
        public bool IsWithoutDebt =>
            models.Values.All(model =>
                model.Tokens is { Input: >= 0, CacheRead: >= 0, Output: >= 0 } t && t.CacheWrite5m + t.CacheWrite1h >= 0
            );

        public static Sum Of(IEnumerable<KeyValuePair<string, ModelTotal>> totals)
        {
            Sum sum = new();
            sum.Add(totals);
            return sum;
        }

        public void Add(IEnumerable<KeyValuePair<string, ModelTotal>> totals)
        {
            foreach ((string model, ModelTotal total) in totals)
                models[model] = models.GetValueOrDefault(model) + total;
        }

        public void Add(Sum other) => Add(other.models);

        public Sum Less(Sum other)
        {
            Sum rest = Of(models);
            foreach ((string model, ModelTotal total) in other.models)
                rest.models[model] = rest.models.GetValueOrDefault(model) - total;
            return rest;
        }

        private static ModelTotal Settle(ModelTotal model)
        {
            TokenUsage t = model.Tokens;
            long writes = t.CacheWrite5m + t.CacheWrite1h,
                longLived = Math.Clamp(t.CacheWrite1h, 0, writes);
            return model with
            {
                Tokens = t with
                {
                    CacheWrite5m = writes - longLived,
                    CacheWrite1h = longLived,
                    Reasoning = Math.Clamp(t.Reasoning, 0, t.Output),
                },
            };
        }
    }
}
