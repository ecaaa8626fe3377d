using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Derived;

/// <summary>
/// An agent that was derived from another and writes the same logs in places of its own. The origin's adapter reads them; every record then
/// gets the agent's own name and a key of its own, so that nothing of one is ever taken for a copy of the other's.
/// </summary>
/// <param name="origin">The adapter of the agent that it was derived from.</param>
/// <param name="record">The kind of key of all its records.</param>
internal abstract class DerivedAdapter(AgentAdapter origin, KeySpace record) : AgentAdapter
{
    public override IReadOnlyList<KeySpace> KeyKinds => [record];

    public override int ReaderVersion => origin.ReaderVersion;

    public override KnownLines? KnownLines => origin.KnownLines;

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => origin.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => origin.Open(path, state);

    public override IEnumerable<SessionProcess> Processes(IReadOnlyList<string> roots, DateTimeOffset now) => origin.Processes(roots, now);

    /// <summary>The histories name their rows by the origin's keys.</summary>
    public override IEnumerable<Verdict> Resolve(LineageFamily family) =>
        origin
            .Resolve(family)
            .Select(verdict =>
                verdict with
                {
                    Key = RecordKey.Of(record, verdict.Key),
                    Rest = verdict.Rest is { } rest ? rest with { Key = RecordKey.Of(record, rest.Key) } : null,
                }
            );

    public override IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals)
    {
        foreach (UsageRow inferred in origin.Infer(totals))
        {
            UsageRow row = inferred;
            row.Key = RecordKey.Of(record, row.Key);
            yield return row;
        }
    }

    public override void Claim(string path, FileBatch batch) => new DerivedRecords(Name, record).Claim(batch);

    public override RawRow Claim(RawRow row) => new DerivedRecords(Name, record).Claim(row);
}
