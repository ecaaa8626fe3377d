using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Postgres;

/// <summary>The ledger's budgets.</summary>
internal sealed class PostgresBudgets(PostgresServer server, PostgresReader reader) : IBudgetStore
{
    private const int FirstList = 8;

    public List<Budget> All() =>
        reader.Run(connection =>
            connection
                .Read(
                    $"SELECT name, {StoredBudget.Numbers}, {StoredBudget.Lists} FROM budget ORDER BY lower(name)",
                    row => StoredBudget.Read(row.GetString(0), i => row.GetInt64(i + 1), i => row.GetString(i + FirstList))
                )
                .ToList()
        );

    public void Save(Budget budget, long nowMs, CancellationToken stop) =>
        Write(
            connection =>
            {
                Delete(connection, budget.Name);
                connection.Execute(
                    $"INSERT INTO budget (name, {StoredBudget.Numbers}, {StoredBudget.Lists}, set_at) "
                        + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                    [
                        PostgresValue.Of(budget.Name),
                        .. StoredBudget.NumbersOf(budget).Select(PostgresValue.Of),
                        .. StoredBudget.ListsOf(budget).Select(PostgresValue.Of),
                        PostgresValue.Of(nowMs),
                    ]
                );
            },
            stop
        );

    public void Remove(string name, CancellationToken stop) => Write(connection => Delete(connection, name), stop);

    private static void Delete(PostgresConnection connection, string name) =>
        connection.Execute("DELETE FROM budget WHERE lower(name) = lower($1)", PostgresValue.Of(name));

    private void Write(Action<PostgresConnection> change, CancellationToken stop) =>
        server.Change(
            connection =>
            {
                change(connection);
                return 0;
            },
            stop,
            hasBegun: true
        );
}
