using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>The ledger's budgets.</summary>
internal sealed class SqliteBudgets(SqliteDatabase database) : IBudgetStore
{
    private const int FirstList = 8;

    public List<Budget> All()
    {
        using SqliteStatement select = database.PrepareFresh(
            $"SELECT name, {StoredBudget.Numbers}, {StoredBudget.Lists} FROM budget ORDER BY name"
        );
        List<Budget> budgets = [];
        while (select.Step())
            budgets.Add(StoredBudget.Read(select.Text(0)!, i => select.Int64(i + 1), i => select.Text(i + FirstList)!));
        return budgets;
    }

    public void Save(Budget budget, long nowMs, CancellationToken stop) =>
        Write(
            () =>
            {
                SqliteStatement insert = database
                    .Prepare(
                        $"INSERT OR REPLACE INTO budget (name, {StoredBudget.Numbers}, {StoredBudget.Lists}, set_at) "
                            + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
                    )
                    .Bind(1, budget.Name)
                    .Bind(16, nowMs);
                long[] numbers = StoredBudget.NumbersOf(budget);
                string[] lists = StoredBudget.ListsOf(budget);
                for (int i = 0; i < numbers.Length; i++)
                    insert.Bind(i + 2, numbers[i]);
                for (int i = 0; i < lists.Length; i++)
                    insert.Bind(i + FirstList + 1, lists[i]);
                insert.Run();
            },
            stop
        );

    public void Remove(string name, CancellationToken stop) =>
        Write(() => database.Prepare("DELETE FROM budget WHERE name = ?1").Bind(1, name).Run(), stop);

    private void Write(Action change, CancellationToken stop)
    {
        database.StopWith(stop);
        database.Begin(stop);
        try
        {
            change();
            database.Execute("COMMIT");
        }
        finally
        {
            if (database.InTransaction)
                database.Execute("ROLLBACK");
        }
    }
}
