using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Budgets;

/// <summary>The budgets of a ledger: set, list, remove and check them.</summary>
/// <param name="ledger">The ledger that keeps them.</param>
/// <param name="reports">Adds up what was spent.</param>
/// <param name="environment">The machine with the repositories, and with the list of those files that the user trusts.</param>
/// <param name="agents">The names of all agents.</param>
internal sealed class BudgetService(
    LedgerConnection ledger,
    ReportService reports,
    HostEnvironment environment,
    IReadOnlyList<string> agents
)
{
    private DateTimeOffset Now => ledger.Options.Time.GetUtcNow();

    /// <summary>The budgets that the ledger keeps; none if there is no ledger.</summary>
    public IReadOnlyList<Budget> All() => ledger.Exists ? ledger.Ledger.Budgets.All() : [];

    /// <summary>The files of budgets in repositories.</summary>
    public RepositoryBudgets Files { get; } = new(environment, agents);

    /// <summary>
    /// The budgets that count: those of the ledger, and those of a named file, or without one of the current repository if the user trusts
    /// its file. A file replaces none of the others.
    /// </summary>
    /// <param name="file">The named file; null if none is named.</param>
    /// <param name="folder">The current folder; null if there is none.</param>
    /// <param name="note">Called if the repository has a file that does not count.</param>
    public IReadOnlyList<Budget> Counting(string? file, string? folder, Action<string> note)
    {
        if (file is not null)
            return [.. All(), .. Files.Read(file)];
        return folder is null ? All() : [.. All(), .. Files.Around(folder, note)];
    }

    /// <summary>The budget as a change makes it. E9001, E2002: it is not one. Writes nothing.</summary>
    public Budget Preview(BudgetChange change) =>
        BudgetRules.Check(change.Of(All().FirstOrDefault(budget => IsNamed(budget, change.Name))), agents);

    /// <summary>Adds a budget or changes the one with its name. E1006: the login may only read.</summary>
    public Budget Set(BudgetChange change, CancellationToken stop)
    {
        IBudgetStore store = Writable(stop);
        Budget budget = Preview(change);
        store.Save(budget, Now.ToUnixTimeMilliseconds(), stop);
        return budget;
    }

    /// <summary>Removes a budget of the ledger. E1006: the login may only read.</summary>
    public void Remove(Budget budget, CancellationToken stop) => Writable(stop).Remove(budget.Name, stop);

    /// <summary>The budgets with a name, which may have wildcards. E12004: no budget has the name.</summary>
    public static IReadOnlyList<Budget> Named(IReadOnlyList<Budget> budgets, string name)
    {
        List<Budget> found = [.. budgets.Where(budget => ReportFilter.Matches([name], budget.Name))];
        if (found.Count > 0 || ReportFilter.IsPattern(name))
            return found;
        string hint = Spelling.Hint(name, budgets.Select(budget => budget.Name));
        throw new RimuruException(ErrorCodes.BudgetNotFound, $"There is no budget '{name}'.{hint}", name);
    }

    /// <summary>How budgets stand now.</summary>
    /// <param name="budgets">The budgets, of the ledger or not.</param>
    /// <param name="zone">The zone of hours, days, weeks, months and quarters.</param>
    /// <param name="stop">Cancels the check.</param>
    public IEnumerable<BudgetStatus> Check(IEnumerable<Budget> budgets, TimeZoneInfo zone, CancellationToken stop)
    {
        BudgetCheck check = new(query => ledger.Exists ? reports.Costs(query).Run(stop) : [], Now, zone);
        return budgets.Select(budget => check.Of(BudgetRules.Check(budget, agents)));
    }

    /// <summary>What of a budget is spent now, without a forecast; of a budget of sessions in one session.</summary>
    public BudgetStatus Spent(Budget budget, string? sessionId, TimeZoneInfo zone, CancellationToken stop) =>
        new BudgetCheck(query => reports.Costs(query).Run(stop), Now, zone).Spent(BudgetRules.Check(budget, agents), sessionId);

    /// <summary>What of a budget is spent now, without a forecast; of a budget of sessions in each session that was used lately.</summary>
    public IReadOnlyList<BudgetStatus> SpentByPart(Budget budget, TimeZoneInfo zone, CancellationToken stop) =>
        new BudgetCheck(query => reports.Costs(query).Run(stop), Now, zone).SpentByPart(BudgetRules.Check(budget, agents));

    /// <summary>
    /// What to say of names in a budget's scope that neither ledger nor catalog has: they may come, or be misspelt. A ledger that is still
    /// empty has none.
    /// </summary>
    public IReadOnlyList<string> UnknownNames(Budget budget)
    {
        if (!reports.HasSessions)
            return [];
        NameCheck check = reports.NameCheck();
        List<string> unknown = [];
        foreach (
            (CostGrouping grouping, IReadOnlyList<string> names) in new[]
            {
                (CostGrouping.Model, budget.Model),
                (CostGrouping.Project, budget.Project),
                (CostGrouping.Branch, budget.Branch),
                (CostGrouping.Provider, budget.Provider),
                (CostGrouping.Machine, budget.Machine),
                (CostGrouping.User, budget.User),
            }
        )
        {
            foreach (string name in names)
            {
                try
                {
                    check.Check(grouping, name);
                }
                catch (RimuruException e)
                {
                    unknown.Add(BudgetRules.Plain(e));
                }
            }
        }

        return unknown;
    }

    /// <summary>Adds the budgets of another ledger whose names this one does not have.</summary>
    public static void Copy(IBudgetStore from, ILedger to, DateTimeOffset now, CancellationToken stop)
    {
        IReadOnlyList<Budget> own = to.Budgets.All();
        foreach (Budget budget in from.All().Where(budget => !own.Any(known => IsNamed(known, budget.Name))))
            to.Budgets.Save(budget, now.ToUnixTimeMilliseconds(), stop);
    }

    private static bool IsNamed(Budget budget, string name) => budget.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private IBudgetStore Writable(CancellationToken stop)
    {
        ILedger open = ledger.Open(stop);
        return open.IsReadOnly ? throw ledger.MayOnlyRead() : open.Budgets;
    }
}
