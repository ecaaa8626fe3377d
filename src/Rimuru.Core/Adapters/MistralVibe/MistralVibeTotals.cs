using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MistralVibe;

/// <summary>
/// What each session used. A session that goes on after a compaction or a rewind takes over the counters of the one before it, so that only
/// the increase is its own; one that was forked or cleared begins at zero.
/// </summary>
internal static class MistralVibeTotals
{
    /// <summary>Above any sum of two counts.</summary>
    private const int RunShift = 44;

    public static SessionTotal Of(
        SessionRow session,
        MistralVibeUsage counter,
        long run,
        string? model,
        string? parent,
        long startedMs,
        long ms
    ) =>
        new()
        {
            Key = MistralVibeIdentity.OfCounter(session.Session.SessionId, run, counter.Tokens),
            Session = session.Session,
            Ordinal = (run << RunShift) + counter.Tokens.Total,
            UnixMs = ms,
            Parent = parent is null ? null : new SessionRef(MistralVibeIdentity.Agent, parent),
            BeganMs = startedMs,
            Unrecorded = (int)Math.Min(counter.Steps, int.MaxValue),
            Folder = session.WorkingDirectory,
            Branch = session.Branch,
            ByModel = new Dictionary<string, ModelTotal>(StringComparer.Ordinal) { [model ?? ""] = new(counter.Tokens, 0) },
        };

    public static IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals)
    {
        ILookup<string, SessionTotal> bySession = totals.ToLookup(total => total.Session.SessionId, StringComparer.Ordinal);
        foreach (SessionTotal total in totals.GroupBy(OfRun).Select(readings => readings.MaxBy(total => total.Ordinal)!))
        {
            MistralVibeUsage used = CounterOf(total);
            if (total.Parent is { } parent && BaseOf(total, bySession[parent.SessionId]) is { } start)
                used = used.Since(start);
            if (!used.Tokens.IsZero)
                yield return RowOf(total, used);
        }
    }

    /// <summary>The counters that a session took over: the largest that its own can have been before, and that were there.</summary>
    private static MistralVibeUsage? BaseOf(SessionTotal total, IEnumerable<SessionTotal> parent)
    {
        MistralVibeUsage own = CounterOf(total);
        return RunOf(total) > 0
            ? null
            : parent
                .Where(before => before.UnixMs <= total.BeganMs)
                .Select(CounterOf)
                .Where(own.Continues)
                .OrderByDescending(before => before.Tokens.Total)
                .Select(before => (MistralVibeUsage?)before)
                .FirstOrDefault();
    }

    private static UsageRow RowOf(SessionTotal total, MistralVibeUsage used)
    {
        string model = total.ByModel.First().Key;
        return new UsageRow
        {
            Key = MistralVibeIdentity.OfSession(total.Session.SessionId, RunOf(total)),
            UnixMs = total.UnixMs,
            Tokens = used.Tokens,
            Requests = UsageRow.RequestsOf(Math.Max(1, used.Steps)),
            Evidence = UsageEvidence.Inferred,
            Model = model.Length == 0 ? null : model,
            Terms = used.Steps == 1 ? null : PriceTerms.Sum,
            Session = total.Session,
            Project = total.Project,
            Branch = total.Branch,
        };
    }

    private static (string Session, long Run) OfRun(SessionTotal total) => (total.Session.SessionId, RunOf(total));

    private static long RunOf(SessionTotal total) => total.Ordinal >> RunShift;

    private static MistralVibeUsage CounterOf(SessionTotal total) => new(total.ByModel.First().Value.Tokens, total.Unrecorded);
}
