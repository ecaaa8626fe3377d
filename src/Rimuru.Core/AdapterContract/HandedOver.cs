namespace Rimuru.Core.AdapterContract;

/// <summary>How many entries of each session's history earlier reads of a log of several sessions handed over.</summary>
internal sealed class HandedOver
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    public int Of(string session) => counts.GetValueOrDefault(session);

    /// <summary>Saves the counts with what this read hands over.</summary>
    public void Save(StateWriter state, IEnumerable<(string Session, int Count)> pending)
    {
        Dictionary<string, int> all = new(counts, StringComparer.Ordinal);
        foreach ((string session, int count) in pending)
            all[session] = all.GetValueOrDefault(session) + count;
        state.Add(all.Count);
        foreach ((string session, int count) in all)
            state.Add(session).Add(count);
    }

    public void Restore(StateReader state)
    {
        for (long left = state.Number(); left > 0; left--)
            counts[state.Text()!] = (int)state.Number();
    }
}
