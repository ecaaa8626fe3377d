using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>
/// The answers to which the usage of sub-agents may be attributed. Prime Agent adds it to the message in memory, and so writes both
/// together whenever it writes a session as a whole, as that of a fork.
/// </summary>
internal sealed class PiTargets
{
    /// <summary>Sub-agents answer soon after they were started: an answer without any attribution after so many more gets none.</summary>
    private const int MostOpen = 256;

    private readonly Dictionary<string, Target> targets = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long Number)> open = [];
    private long answers;

    public void Add(PiUsage request, long ms, TokenUsage counted)
    {
        answers++;
        if (request.Id is { } id)
            Keep(id, new Target(request with { Usage = default, Content = default }, answers, ms, counted));
        while (open.TryPeek(out (string Id, long Number) oldest) && answers - oldest.Number >= MostOpen)
        {
            open.Dequeue();
            if (targets.GetValueOrDefault(oldest.Id) is { IsAttributed: false } target && target.Number == oldest.Number)
                targets.Remove(oldest.Id);
        }
    }

    /// <summary>
    /// Notes what a sub-agent's answer added to a message. The message as it was before all of them, if its log has them in it; otherwise
    /// null.
    /// </summary>
    /// <param name="id">The message.</param>
    /// <param name="child">What the answer used.</param>
    /// <param name="cost">What it cost by the agent's own count.</param>
    /// <param name="aggregate">What the message's usage is with it.</param>
    public Target? Attribute(string? id, TokenUsage child, long cost, TokenUsage aggregate)
    {
        if (id is null || !targets.TryGetValue(id, out Target? known))
            return null;
        Target target = targets[id] = known with { Children = known.Children + child, Cost = known.Cost + cost, IsAttributed = true };
        return target.Counted == aggregate && IsPart(target.Children, target.Counted) ? target : null;
    }

    public void Save(StateWriter state)
    {
        state.Add(answers).Add(targets.Count);
        foreach (Target target in targets.Values.OrderBy(target => target.Number))
        {
            PiUsage request = target.Request;
            state
                .Add(request.Id)
                .Add(request.Provider)
                .Add(request.Model)
                .Add(request.Response)
                .Add(request.Api)
                .Add(request.Terms)
                .Add((long)request.Evidence)
                .Add(target.Number)
                .Add(target.Ms)
                .Add(target.Counted)
                .Add(target.Children)
                .Add(target.Cost)
                .Add(target.IsAttributed);
        }
    }

    public void Restore(StateReader state)
    {
        answers = state.Number();
        for (long left = state.Number(); left > 0; left--)
        {
            string id = state.Text()!;
            PiUsage request = new(id, default, state.Text(), state.Text())
            {
                Response = state.Text(),
                Api = state.Text(),
                Terms = state.Text(),
                Evidence = (UsageEvidence)state.Number(),
            };
            Keep(
                id,
                new Target(request, state.Number(), state.Number(), state.Tokens())
                {
                    Children = state.Tokens(),
                    Cost = state.Number(),
                    IsAttributed = state.Flag(),
                }
            );
        }
    }

    private void Keep(string id, Target target)
    {
        targets[id] = target;
        open.Enqueue((id, target.Number));
    }

    private static bool IsPart(TokenUsage part, TokenUsage whole)
    {
        TokenUsage rest = whole - part;
        return (rest.Input | rest.CacheRead | rest.CacheWrite5m | rest.CacheWrite1h | rest.Output | rest.Reasoning) >= 0;
    }

    /// <summary>An answer, with the sums of what was attributed to it.</summary>
    internal sealed record Target(PiUsage Request, long Number, long Ms, TokenUsage Counted)
    {
        public TokenUsage Children { get; init; }

        /// <summary>In billionths of a dollar.</summary>
        public long Cost { get; init; }

        public bool IsAttributed { get; init; }

        /// <summary>The usage of the answer alone.</summary>
        public TokenUsage Own => Counted - Children;
    }
}
