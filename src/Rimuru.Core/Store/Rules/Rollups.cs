using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Collects a transaction's changes of rollups, so that each cell is written once, before the commit.</summary>
internal sealed class Rollups(ILedgerNames names, IRollupTable table)
{
    private readonly SumTable byTime = new();
    private readonly SumTable bySession = new();
    private readonly Dictionary<long, SessionSpan> spans = [];
    private SessionSpan? lastSpan;
    private int[] modelOf = new int[64];

    public void Add(in StoredUsage row, int sign)
    {
        Sums sums = row.Sums;
        byTime.At(QuarterHour.Of(row.At), row.Dimension).Add(sums, sign);
        bySession.At(row.Session, row.Dimension).Add(sums, sign);
        if (sign > 0)
            SpanOf(row.Session).Take(row.At);
    }

    /// <summary>The sessions with a change since the last flush.</summary>
    public long[] ChangedSessions() => bySession.Keys();

    public void Flush()
    {
        SumTable byHour = new(),
            byDay = new();
        byTime.AddTo(byHour, QuarterHour.InHour, ModelOf);
        byTime.AddTo(byDay, QuarterHour.InDay, static dimension => dimension);
        table.Add(RollupKind.Time, byTime.Changed());
        table.Add(RollupKind.Hour, byHour.Changed());
        table.Add(RollupKind.Day, byDay.Changed());
        table.Add(RollupKind.Session, bySession.Changed());
        table.Widen(spans.Values);
        byTime.Clear();
        bySession.Clear();
        spans.Clear();
        lastSpan = null;
    }

    private SessionSpan SpanOf(long session)
    {
        if (lastSpan?.Session == session)
            return lastSpan;
        if (!spans.TryGetValue(session, out SessionSpan? span))
            spans.Add(session, span = new SessionSpan(session));
        return lastSpan = span;
    }

    /// <summary>The dimension reduced to the fields of the hourly sums.</summary>
    private int ModelOf(int dimension)
    {
        if (dimension >= modelOf.Length)
            Array.Resize(ref modelOf, Math.Max(dimension + 1, modelOf.Length * 2));
        if (modelOf[dimension] == 0)
            modelOf[dimension] = names.IdOf(names.IdsOf(dimension) with { Project = 0, Branch = 0, SubAgent = 0, Machine = 0, User = 0 });
        return modelOf[dimension];
    }
}
