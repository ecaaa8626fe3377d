using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>What a transcript has told since its last <c>cost-state</c> line that its next one needs; part of the reader's state.</summary>
internal sealed class ClaudeCodeRun
{
    private long? lastMs;
    private long? compactedMs;
    private int compactions;
    private long lines;
    private bool isPassed = true;
    private RecordKey last;
    private string? folder;
    private string? branch;

    /// <summary>The session of the last request that is another's: the transcript is a fork, and goes on from there.</summary>
    public string? Parent { get; set; }

    /// <summary>When the first request was made that is surely the session's own.</summary>
    public long? BeganMs { get; set; }

    /// <summary>Called for every line of the transcript, read or passed over.</summary>
    public void Next() => lines++;

    public void Seen(in ClaudeCodeLine line) => lastMs = line.UnixMs ?? lastMs;

    /// <summary>The summary that a compaction asked for is in no line; that there was one is.</summary>
    public void Compacted(in ClaudeCodeLine line)
    {
        compactions++;
        compactedMs = line.UnixMs ?? compactedMs;
    }

    /// <summary>A request of the session's own: no total before it holds it.</summary>
    public void Requested(in UsageRow row, RowSink sink)
    {
        (folder, branch) = (row.Folder ?? folder, row.Branch ?? branch);
        if (isPassed) return;
        isPassed = true;
        sink.Batch.PassedTotals.Add(new PassedTotal(last, row.UnixMs));
    }

    public void Total(ReadOnlySpan<byte> line, ClaudeCodeCostState state, SessionRef session, SessionRef? parent, RowSink sink)
    {
        last = ClaudeCodeIdentity.OfTotal(session, line);
        sink.Batch.Totals.Add(new SessionTotal
        {
            Key = last,
            Session = session,
            OriginMs = state.StartMs,
            Ordinal = lines,
            UnixMs = compactedMs ?? lastMs ?? sink.FileModifiedMs,
            Parent = parent,
            BeganMs = parent is null ? null : BeganMs,
            Unrecorded = compactions,
            Folder = folder,
            Branch = branch,
            Told = state.Models,
        });
        (compactions, compactedMs, isPassed) = (0, null, false);
    }

    public void Save(StateWriter state) =>
        state.Add(lastMs).Add(compactedMs).Add(compactions).Add(lines).Add(isPassed).Add(last).Add(folder).Add(branch).Add(Parent).Add(BeganMs);

    public void Restore(StateReader state)
    {
        lastMs = state.OptionalNumber();
        compactedMs = state.OptionalNumber();
        compactions = (int)state.Number();
        lines = state.Number();
        isPassed = state.Flag();
        last = state.Key();
        folder = state.Text();
        branch = state.Text();
        Parent = state.Text();
        BeganMs = state.OptionalNumber();
    }
}
