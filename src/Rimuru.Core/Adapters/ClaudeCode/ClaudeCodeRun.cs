using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>What the next <c>cost-state</c> line needs to know about the lines since the last one; part of the reader's state.</summary>
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

    /// <summary>The session of the last copied request: the transcript is a fork that continues it.</summary>
    public string? Parent { get; set; }

    /// <summary>Time of the first request that is certainly the session's own.</summary>
    public long? BeganMs { get; set; }

    /// <summary>Called for every line of the transcript, read or skipped.</summary>
    public void Next() => lines++;

    /// <summary>The time of the last line that has one.</summary>
    public long? LastMs => lastMs;

    /// <summary>The last known folder of the session, for lines without one.</summary>
    public string? Folder => folder;

    public string? Branch => branch;

    public void Seen(in ClaudeCodeLine line)
    {
        lastMs = line.UnixMs ?? lastMs;
        (folder, branch) = (line.WorkingDirectory ?? folder, line.Branch ?? branch);
    }

    /// <summary>Takes time, folder and branch from a skipped line.</summary>
    public void Skipped(long? unixMs, string? workedIn, string? on) =>
        (lastMs, folder, branch) = (unixMs ?? lastMs, workedIn ?? folder, on ?? branch);

    /// <summary>Counts a compaction: no line has the usage of the request for its summary.</summary>
    public void Compacted(in ClaudeCodeLine line)
    {
        compactions++;
        compactedMs = line.UnixMs ?? compactedMs;
    }

    /// <summary>
    /// Adds a request of the session's own, which no earlier total includes. There is an exception: if a signal ends a run, the total is
    /// logged before the lines of the response that was cut off.
    /// </summary>
    /// <param name="row">The request.</param>
    /// <param name="isCounted">Whether it was made before the last total was logged; null if unknown.</param>
    /// <param name="sink">Receives the passed total.</param>
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
                UnixMs = compactedMs ?? lastMs ?? (state.StartMs > 0 ? state.StartMs : sink.FileModifiedMs),
                Parent = parent,
                BeganMs = parent is null ? null : BeganMs,
                Unrecorded = compactions,
                Folder = folder,
                Branch = branch,
                IsReadAgain = sink.HasOlderRecords,
                ByModel = state.Models,
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
