namespace Rimuru.Core.Tests.Store;

/// <summary>What keeps the ledger of a test.</summary>
public enum TestStore
{
    Sqlite,
    Postgres,
}

internal static class TestStores
{
    /// <summary>The file, unless <c>RIMURU_TEST_STORE=postgres</c> asks for the server.</summary>
    public static TestStore Default { get; } =
        string.Equals(
            Environment.GetEnvironmentVariable("RIMURU_TEST_STORE"),
            nameof(TestStore.Postgres),
            StringComparison.OrdinalIgnoreCase
        )
            ? TestStore.Postgres
            : TestStore.Sqlite;

    /// <summary>Passes a test over, and says so, where there is no server to run it on.</summary>
    public static void Require(TestStore store) =>
        Assert.SkipWhen(
            store == TestStore.Postgres && PostgresCluster.Shared is null,
            "No PostgreSQL server is installed here (initdb, postgres): the PostgreSQL store is NOT tested."
        );
}
