using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

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
    private RecordKey held;
    private long lastLine;
    private string? folder;
    private string? branch;

    /// <summary>The session of the last request that is another's: the transcript is a fork, and goes on from there.</summary>
    public string? Parent { get; set; }

    /// <summary>When the first request was made that is surely the session's own.</summary>
    public long? BeganMs { get; set; }

    /// <summary>Called for every line of the transcript, read or passed over.</summary>
    public void Next() => lines++;

    /// <summary>The time of the last line that tells one.</summary>
    public long? LastMs => lastMs;

    /// <summary>The folder that the session worked in last, for a line that does not tell.</summary>
    public string? Folder => folder;

    public string? Branch => branch;

    public void Seen(in ClaudeCodeLine line)
    {
        lastMs = line.UnixMs ?? lastMs;
        (folder, branch) = (line.WorkingDirectory ?? folder, line.Branch ?? branch);
    }

    /// <summary>What a line tells that was passed over.</summary>
    public void Passed(long? unixMs, string? workedIn, string? on) =>
        (lastMs, folder, branch) = (unixMs ?? lastMs, workedIn ?? folder, on ?? branch);

    /// <summary>The summary that a compaction asked for is in no line; that there was one is.</summary>
    public void Compacted(in ClaudeCodeLine line)
    {
        compactions++;
        compactedMs = line.UnixMs ?? compactedMs;
    }

    /// <summary>
    /// A request of the session's own: no total before it holds it. But where a signal ends a run, the total is told first, and then the
    /// lines of the response
    /// that was cut off.
    /// </summary>
    /// <param name="row">The request.</param>
    /// <param name="isCounted">Whether it was made before the last total was told; null where the log does not say.</param>
    /// <param name="sink">Where it is said.</param>
    public void Requested(in UsageRow row, bool? isCounted, RowSink sink)
    {
        if (isPassed || row.Key == held)
            return;
        if (row.Evidence == UsageEvidence.Partial && (isCounted ?? lines == lastLine + 1))
        {
            held = row.Key;
            return;
        }

        isPassed = true;
        sink.Batch.PassedTotals.Add(new PassedTotal(last, row.UnixMs));
    }

    public void Total(ReadOnlySpan<byte> line, ClaudeCodeCostState state, SessionRef session, SessionRef? parent, RowSink sink)
    {
        last = ClaudeCodeIdentity.OfTotal(session, line);
        sink.Batch.Totals.Add(
            new SessionTotal
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
            }
        );
        (compactions, compactedMs, isPassed, held, lastLine) = (0, null, false, default, lines);
    }

    public void Save(StateWriter state) =>
        state
            .Add(lastMs)
            .Add(compactedMs)
            .Add(compactions)
            .Add(lines)
            .Add(isPassed)
            .Add(last)
            .Add(folder)
            .Add(branch)
            .Add(Parent)
            .Add(BeganMs)
            .Add(held)
            .Add(lastLine);

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
        held = state.Key();
        lastLine = state.Number();
    }
}
