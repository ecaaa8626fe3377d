using System.Buffers.Binary;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GrokBuild;

/// <summary>
/// The sub-agents of a session, as its log tells of them. A turn includes the usage of those that it started and that finished before it
/// did; they have logs of their own.
/// </summary>
internal sealed class GrokBuildSubAgents
{
    private const byte Notes = 0;
    private const int Prefix = 3 * sizeof(long);

    /// <summary>Running sub-agents, with the turn that started each.</summary>
    private readonly Dictionary<string, string> running = new(StringComparer.Ordinal);

    /// <summary>The sub-agents that each turn started, of which some may have finished.</summary>
    private readonly Dictionary<string, List<string>> started = new(StringComparer.Ordinal);

    /// <summary>The sub-agents that a turn includes, with the time when each finished.</summary>
    private readonly Dictionary<string, List<(string Child, long Ms)>> included = new(StringComparer.Ordinal);
    private readonly List<byte> pending = [];
    private int handedOver;

    public void Start(string? child, string? prompt)
    {
        if (child is null || prompt is null)
            return;
        running[child] = prompt;
        if (!started.TryGetValue(prompt, out List<string>? children))
            started.Add(prompt, children = []);
        children.Add(child);
    }

    public void Finish(string? child, long ms)
    {
        if (child is null || !running.Remove(child, out string? prompt))
            return;
        if (!included.TryGetValue(prompt, out List<(string, long)>? children))
            included.Add(prompt, children = []);
        children.Add((child, ms));
    }

    /// <summary>What finishes after a turn is not in it.</summary>
    public void EndTurn(string prompt)
    {
        if (!started.Remove(prompt, out List<string>? children))
            return;
        foreach (string child in children.Where(child => running.GetValueOrDefault(child) == prompt))
            running.Remove(child);
    }

    /// <summary>Notes a record of a turn, and which sub-agents it includes.</summary>
    public void Note(string prompt, GrokBuildNote note, Rank rank, List<Lineage> lineages)
    {
        note.WriteTo(pending);
        foreach (((string child, long ms), int i) in included.GetValueOrDefault(prompt, []).Take(byte.MaxValue).Select((c, i) => (c, i)))
        {
            // Of equal lengths the greatest bytes are kept: those of the line that counts.
            List<byte> content = [];
            GrokBuildNote.Write(content, rank.High);
            GrokBuildNote.Write(content, rank.Low);
            GrokBuildNote.Write(content, ms);
            note.WriteTo(content);
            lineages.Add(
                new Lineage
                {
                    Agent = GrokBuildIdentity.Agent,
                    Thread = note.Row,
                    Source = (byte)(i + 1),
                    Parent = GrokBuildIdentity.OfSession(child),
                    Content = [.. content],
                }
            );
        }
    }

    /// <summary>Hands over the new notes of the session, which may be a sub-agent itself.</summary>
    public void HandOver(SessionRow session, List<Lineage> lineages)
    {
        if (pending.Count == 0)
            return;
        lineages.Add(
            new Lineage
            {
                Agent = GrokBuildIdentity.Agent,
                Thread = GrokBuildIdentity.OfSession(session.Session.SessionId),
                Source = Notes,
                Parent = session.ParentSessionId is { } parent ? GrokBuildIdentity.OfSession(parent) : null,
                Start = handedOver,
                Content = [.. pending],
            }
        );
        handedOver += pending.Count;
        pending.Clear();
    }

    public void Save(StateWriter state)
    {
        state.Add(handedOver + pending.Count).Add(running.Count);
        foreach ((string child, string prompt) in running)
            state.Add(child).Add(prompt);
        state.Add(included.Count);
        foreach ((string prompt, List<(string, long)> children) in included)
        {
            state.Add(prompt).Add(children.Count);
            foreach ((string child, long ms) in children)
                state.Add(child).Add(ms);
        }
    }

    public void Restore(StateReader state)
    {
        handedOver = (int)state.Number();
        for (long i = state.Number(); i > 0; i--)
            Start(state.Text(), state.Text());
        for (long i = state.Number(); i > 0; i--)
        {
            List<(string, long)> children = [];
            included.Add(state.Text()!, children);
            for (long j = state.Number(); j > 0; j--)
                children.Add((state.Text()!, state.Number()));
        }
    }

    /// <summary>A turn gives way to what is left of it without the sub-agents whose logs were read.</summary>
    public static IEnumerable<Verdict> Resolve(LineageFamily family)
    {
        Lineage[] children = [.. family.Sources.Where(lineage => lineage.Source != Notes).OrderBy(lineage => lineage.Source)];
        if (children.Length == 0)
            yield break;
        byte[] latest = children.Select(child => child.Content).MaxBy(content => (NumberIn(content, 0), NumberIn(content, 1)))!;
        GrokBuildNote turn = GrokBuildNote.In(latest, Prefix).First();
        TokenUsage left = turn.Tokens;
        long calls = turn.Calls;
        foreach (Lineage child in children)
        {
            GrokBuildNote[] own = [.. OwnOf(family, child).Where(note => note.Model == turn.Model)];
            TokenUsage used = own.Select(note => note.Tokens).Sum();
            if (GrokBuildUsage.Without(left, used) is not { } rest)
                continue;
            left = rest;
            calls -= own.Sum(note => note.Calls);
        }

        bool isWhole = left == turn.Tokens;
        yield return new Verdict(turn.Row, !isWhole)
        {
            Rest = new Remainder(GrokBuildIdentity.OfRest(turn.Row), isWhole ? default : left)
            {
                Requests = UsageRow.RequestsOf(Math.Max(1, calls)),
            },
        };
    }

    /// <summary>The turns of a sub-agent until it finished: those that it copied are of another, and later ones are in no turn.</summary>
    private static IEnumerable<GrokBuildNote> OwnOf(LineageFamily family, Lineage child)
    {
        Lineage[] logs = [.. family.HistoryOf(child.Parent!.Value).Where(lineage => lineage.Source == Notes)];
        HashSet<RecordKey> copied =
        [
            .. logs.Select(log => log.Parent)
                .OfType<RecordKey>()
                .SelectMany(family.HistoryOf)
                .Where(lineage => lineage.Source == Notes)
                .SelectMany(lineage => GrokBuildNote.In(lineage.Content))
                .Select(note => note.Row),
        ];
        long finished = NumberIn(child.Content, 2);
        return logs.SelectMany(log => GrokBuildNote.In(log.Content))
            .GroupBy(note => note.Row)
            .Select(told => told.Last())
            .Where(note => note.Ms <= finished && !copied.Contains(note.Row));
    }

    private static long NumberIn(byte[] content, int index) => BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(index * sizeof(long)));
}
