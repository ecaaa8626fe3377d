using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>What a session's log says of sub-agents, and what the session holds if it is one itself.</summary>
/// <param name="path">The log.</param>
internal sealed class PiHistory(string path)
{
    private readonly PiNotes answers = new(PiSubAgents.Answers);
    private readonly PiNotes reports = new(PiSubAgents.Reports);
    private readonly PiNotes attributions = new(PiSubAgents.Attributions);
    private readonly PiNotes copiedAttributions = new(PiSubAgents.CopiedAttributions);
    private RecordKey? parent;
    private TokenUsage own;

    /// <summary>True if the session begins with entries of the one that its head names: it was forked from it, not started by it.</summary>
    public bool IsFork { get; set; }

    /// <summary>The log of the session that the head names.</summary>
    public string? Parent
    {
        set => parent = value is null ? null : PiSubAgents.SessionOf(value);
    }

    private PiNotes[] All => [answers, reports, attributions, copiedAttributions];

    /// <param name="request">The request.</param>
    /// <param name="key">Its key.</param>
    /// <param name="counted">Its counts as logged.</param>
    /// <param name="tokens">Its counts.</param>
    /// <param name="isCopy">True if another session made it.</param>
    public void Note(PiUsage request, RecordKey key, TokenUsage counted, TokenUsage tokens, bool isCopy)
    {
        switch (request.Kind)
        {
            case PiUsageKind.Report when !isCopy:
                reports.Add(key, tokens);
                break;
            case PiUsageKind.Attribution:
                (isCopy ? copiedAttributions : attributions).Add(key, PiIdentity.MarkOf(counted));
                return; // no request of the session
            case PiUsageKind.Answer:
                NoteAnswer(counted, isCopy);
                break;
        }

        if (!isCopy)
            own += tokens;
    }

    /// <summary>Notes the usage of an answer, also if it is another one than the answer has in the log.</summary>
    public void NoteAnswer(TokenUsage counted, bool isCopy)
    {
        if (parent is not null && !isCopy && !IsFork)
            answers.Add(PiIdentity.MarkOf(counted));
    }

    /// <summary>Hands over what is new since the last read.</summary>
    public void HandOver(List<Lineage> lineages)
    {
        RecordKey thread = PiSubAgents.SessionOf(path);
        if (!own.IsZero)
            lineages.Add(PiSubAgents.OwnFile(path, own));
        Add(lineages, reports.HandOver(thread));
        Add(lineages, attributions.HandOver(thread));
        if (parent is not { } origin)
            return;
        Add(lineages, copiedAttributions.HandOver(origin));
        if (IsFork || own.IsZero)
            return;
        lineages.Add(PiSubAgents.OwnSession(thread, origin, own));
        Add(lineages, answers.HandOver(thread, origin));
    }

    public void Save(StateWriter state)
    {
        state.Add(own).Add(IsFork).Add(parent is not null);
        if (parent is { } origin)
            state.Add(origin);
        foreach (PiNotes notes in All)
            state.Add(notes.End);
    }

    public void Restore(StateReader state)
    {
        own = state.Tokens();
        IsFork = state.Flag();
        parent = state.Flag() ? state.Key() : null;
        foreach (PiNotes notes in All)
            notes.Start = (int)state.Number();
    }

    private static void Add(List<Lineage> lineages, Lineage? lineage)
    {
        if (lineage is not null)
            lineages.Add(lineage);
    }
}
