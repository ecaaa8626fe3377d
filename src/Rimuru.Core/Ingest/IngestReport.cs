using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Ingest;

/// <summary>What one ingest did, by agent, with the warnings for the user.</summary>
internal sealed class IngestReport
{
    private readonly Dictionary<string, Tally> tallies = new(StringComparer.Ordinal);

    public IngestReport(IEnumerable<string> agents)
    {
        foreach (string agent in agents)
            tallies.Add(agent, new Tally(agent));
    }

    /// <summary>One line for each file that could not be read, or that has unusable lines or numbers.</summary>
    public List<string> Warnings { get; } = [];

    public void Found(string agent, int files) => tallies[agent].Found = files;

    /// <summary>Adds a warning for a folder that could not be listed.</summary>
    public void NotListed(string agent, string reason)
    {
        tallies[agent].Unreadable++;
        Warnings.Add($"{agent}: a folder of logs cannot be listed and is skipped: {reason}");
    }

    public void Count(FileBatch batch)
    {
        Tally tally = tallies[batch.Agent];
        tally.BytesRead += batch.BytesRead;
        tally.Malformed += batch.MalformedLines;
        if (batch.Cursor is not null)
            tally.Read++;
        if (batch.Unreadable is not null)
        {
            tally.Unreadable++;
            Warnings.Add($"{batch.Agent}: a log could not be read and is skipped: {batch.Unreadable}");
        }

        if (batch.MalformedLines > 0 && batch.Cursor is { } cursor)
        {
            // Records of a database, a document or a compressed file have no offset.
            string line = batch.FirstMalformedLine > 0 ? $", the first in line {batch.FirstMalformedLine}" : "";
            string defect = batch.Defect is null ? "" : $": {batch.Defect}";
            Warnings.Add(
                batch.FirstMalformedOffset < 0
                    ? $"{batch.Agent}: {batch.MalformedLines} malformed record(s) skipped in {cursor.Path}{line}{defect}."
                    : $"{batch.Agent}: {batch.MalformedLines} malformed line(s) skipped in {cursor.Path}, the first at byte "
                        + $"{batch.FirstMalformedOffset}."
            );
        }

        if (batch.ClampedNumbers > 0 && batch.Cursor is { } counted)
            Warnings.Add($"{batch.Agent}: {batch.ClampedNumbers} token count(s) out of range were clamped in {counted.Path}.");
    }

    public void Count(ILedgerWriter writer)
    {
        foreach ((string agent, RowCounts counts) in writer.Counts)
        {
            if (tallies.TryGetValue(agent, out Tally? tally))
                tally.Rows = counts;
        }
    }

    public IReadOnlyCollection<Tally> ByAgent => tallies.Values;

    internal sealed class Tally(string agent)
    {
        public string Agent { get; } = agent;

        public long Found { get; set; }

        public long Read { get; set; }

        public long BytesRead { get; set; }

        public long Malformed { get; set; }

        public long Unreadable { get; set; }

        public RowCounts Rows { get; set; } = new();
    }
}
