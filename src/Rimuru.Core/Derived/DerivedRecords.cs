using System.Runtime.InteropServices;
using Rimuru.Core.Records;

namespace Rimuru.Core.Derived;

/// <summary>Gives the records that the origin's reader made the name and the keys of the agent that wrote the log.</summary>
/// <param name="agent">The agent's name.</param>
/// <param name="record">The kind of key of its records.</param>
internal sealed class DerivedRecords(string agent, KeySpace record)
{
    /// <summary>A session occurs in many rows; those of one batch share the object.</summary>
    private readonly Dictionary<SessionRef, SessionRef> sessions = new(ReferenceEqualityComparer.Instance);

    public void Claim(FileBatch batch)
    {
        foreach (ref UsageRow row in batch.Rows.Span)
            Claim(ref row);
        foreach (ref SessionRow session in CollectionsMarshal.AsSpan(batch.Sessions))
            session = session.Of(Own(session.Session));
        foreach (ref RecordKey key in CollectionsMarshal.AsSpan(batch.Replaced))
            key = Own(key);
        foreach (ref ToolUse use in CollectionsMarshal.AsSpan(batch.Tools))
            use = use with { Record = Own(use.Record) };
        foreach (ref Lineage lineage in CollectionsMarshal.AsSpan(batch.Lineages))
            lineage = lineage with { Agent = agent, Thread = Own(lineage.Thread), Parent = Own(lineage.Parent) };
        foreach (ref PassedTotal passed in CollectionsMarshal.AsSpan(batch.PassedTotals))
            passed = passed with { Total = Own(passed.Total) };
        foreach (ref SessionTotal total in CollectionsMarshal.AsSpan(batch.Totals))
            total = total with
            {
                Key = Own(total.Key),
                Session = Own(total.Session),
                Parent = total.Parent is { } parent ? Own(parent) : null,
            };
    }

    public RawRow Claim(RawRow raw)
    {
        UsageRow row = raw.Row;
        Claim(ref row);
        return raw with { Row = row, Session = Own(raw.Session) };
    }

    private void Claim(ref UsageRow row)
    {
        row.Key = Own(row.Key);
        row.Session = Own(row.Session);
    }

    private RecordKey Own(RecordKey key) => RecordKey.Of(record, key);

    private RecordKey? Own(RecordKey? key) => key is { } known ? Own(known) : null;

    private SessionRef Own(SessionRef session)
    {
        if (!sessions.TryGetValue(session, out SessionRef? own))
            sessions.Add(session, own = new SessionRef(agent, session.SessionId));
        return own;
    }
}
