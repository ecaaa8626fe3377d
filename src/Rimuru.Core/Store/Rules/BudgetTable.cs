using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>The ledger's budgets, in a store of any kind.</summary>
internal sealed class BudgetTable(IPlainStore store) : IBudgetStore
{
    private const int FirstList = 8;

    public List<Budget> All() =>
        store.Read(sql =>
            sql.Read(
                $"SELECT name, {StoredBudget.Numbers}, {StoredBudget.Lists} FROM budget ORDER BY lower(name)",
                row => StoredBudget.Read(row.Text(0), i => row.Number(i + 1), i => row.Text(i + FirstList))
            )
        );

    public void Save(Budget budget, long nowMs, CancellationToken stop) =>
        store.Change(
            sql =>
            {
                Delete(sql, budget.Name);
                return sql.Run(
                    $"INSERT INTO budget (name, {StoredBudget.Numbers}, {StoredBudget.Lists}, set_at) "
                        + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                    [budget.Name, .. StoredBudget.NumbersOf(budget), .. StoredBudget.ListsOf(budget), nowMs]
                );
            },
            stop
        );

    public void Remove(string name, CancellationToken stop) => store.Change(sql => Delete(sql, name), stop);

    private static int Delete(IPlainSql sql, string name) => sql.Run("DELETE FROM budget WHERE lower(name) = lower($1)", name);
}
