using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Infers records that only the agents' totals prove; repeated whenever a total or a request of the family is new.</summary>
internal sealed class Totals(ITotalTable table, ILedgerNames names, UsageWriter usage)
{
    private bool? hasAny;

    private bool HasAny => hasAny ??= table.HasAny;

    public void Save(SessionTotal total)
    {
        hasAny = true;
        (int machine, int user) = usage.Owner;
        long session = names.IdOf(total.Session, machine, user);
        table.Save(total, session, total.Parent is null ? 0 : names.IdOf(total.Parent, machine, user));
        if (total.IsReadAgain)
            table.Touch([session]);
    }

    public void Pass(RecordKey total, long unixMs) => table.Pass(total, unixMs);

    /// <summary>Marks sessions with changed requests as unresolved.</summary>
    public void Touch(Rollups changed)
    {
        if (HasAny)
            table.Touch(changed.ChangedSessions());
    }

    public void Resolve(TotalsResolver resolver)
    {
        if (!HasAny || !table.HasUnresolved)
            return;
        Dictionary<long, Account> accounts = Load();
        if (accounts.Count == 0)
            return;
        AddRecorded(accounts);
        foreach (
            IGrouping<(string Agent, long Origin), Account> family in accounts.Values.GroupBy(account => (account.Agent, account.Origin))
        )
        {
            if (resolver(family.Key.Agent, [.. family.SelectMany(account => account.Totals)]) is not { } rows)
                continue;
            HashSet<RecordKey> proven = [];
            foreach (UsageRow row in rows)
            {
                proven.Add(row.Key);
                usage.Replace(row);
            }

            usage.Retract([.. family.SelectMany(account => account.Inferred).Where(key => !proven.Contains(key))], Retraction.Unproven);
            table.MarkResolved([.. family.Select(account => account.Session)]);
        }
    }

    private Dictionary<long, Account> Load()
    {
        Dictionary<long, Account> accounts = [];
        foreach ((long session, SessionTotal total) in table.Unresolved())
        {
            if (!accounts.TryGetValue(session, out Account? account))
                accounts.Add(session, account = new Account(session, total.Session.Agent, total.OriginMs));
            account.Origin = Math.Min(account.Origin, total.OriginMs);
            account.Totals.Add(total);
        }

        return accounts;
    }

    /// <summary>One pass over the rows since the start of the earliest family.</summary>
    private void AddRecorded(Dictionary<long, Account> accounts)
    {
        foreach (RecordedUse use in table.Recorded(accounts.Values.Min(account => account.Origin), [.. accounts.Keys]))
        {
            if (!accounts.TryGetValue(use.Session, out Account? account))
                continue;
            Dimension dimension = names.DimensionOf(use.Dimension);
            if (dimension.Evidence == UsageEvidence.Inferred)
                account.Inferred.Add(use.Key);
            else
                account.Add(use.UnixMs, dimension.Model ?? "", use.Used);
        }
    }

    /// <summary>A session's totals, and the records inferred from them so far.</summary>
    private sealed class Account(long session, string agent, long origin)
    {
        private long[]? ends;

        public long Session => session;

        public string Agent => agent;

        public long Origin { get; set; } = origin;

        public List<SessionTotal> Totals { get; } = [];

        public List<RecordKey> Inferred { get; } = [];

        public void Add(long unixMs, string model, ModelTotal recorded)
        {
            if (unixMs < Origin)
                return;
            ends ??= Ends();
            int at = Array.FindIndex(ends, end => unixMs < end);
            if (at >= 0)
                Totals[at].Recorded[model] = Totals[at].Recorded.GetValueOrDefault(model) + recorded;
        }

        /// <summary>The end of each total's requests: no later than that of any following total.</summary>
        private long[] Ends()
        {
            long[] result = new long[Totals.Count];
            long end = long.MaxValue;
            for (int i = Totals.Count - 1; i >= 0; i--)
                result[i] = end = Math.Min(end, Totals[i].UntilMs ?? long.MaxValue);
            return result;
        }
    }
}
