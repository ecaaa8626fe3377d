using Rimuru.Core.Config;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Postgres;

namespace Rimuru.Core.Tests.Store;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("postgres://ann@db.example/ledger", "db.example", null, "ann", null, "ledger")]
    [InlineData("postgresql://ann:p%40ss@db:6543/ledger", "db", 6543, "ann", "p@ss", "ledger")]
    [InlineData("postgres://ann:p@ss/w?rd@db/ledger", "db", null, "ann", "p@ss/w?rd", "ledger")]
    [InlineData("postgres://[::1]:6543/x", "::1", 6543, null, null, "x")]
    [InlineData("postgres://a,b:6543/x", "a,b:6543", null, null, null, "x")]
    [InlineData("POSTGRES:///x?host=/run/pg&user=ann&password=s3cret", "/run/pg", null, "ann", "s3cret", "x")]
    public void A_url_says_where_and_who(string text, string host, int? port, string? user, string? password, string? database)
    {
        PostgresUrl url = (PostgresUrl)Parse(text);
        (url.Host, url.Port, url.User, url.Password, url.Database, url.Schema).ShouldBe((host, port, user, password, database, "rimuru"));
        if (password is not null)
            url.Display.ShouldNotContain(password);
    }

    [Fact]
    public void What_a_url_leaves_out_comes_from_the_environment_of_libpq()
    {
        PostgresUrl url = (PostgresUrl)Parse(
            "postgres://?schema=team&sslmode=verify-full",
            new()
            {
                ["PGHOST"] = "db",
                ["PGPORT"] = "6543",
                ["PGDATABASE"] = "ledger",
            }
        );
        (url.Host, url.Port, url.Database, url.Schema, url.Parameters["sslmode"]).ShouldBe(("db", 6543, "ledger", "team", "verify-full"));
    }

    [Theory]
    [InlineData("postgres://h/x?sslmod=require", "Did you mean 'sslmode'?")]
    [InlineData("postgres://h/x?schema=", "schema")]
    [InlineData("postgres://h:0/x", "port")]
    [InlineData("postgres://ann:s3cret@h:x/x", "is not a valid port")]
    [InlineData("postgres://h/x?connect_timeout", "connect_timeout")]
    [InlineData("mysql://ann:s3cret@h/x", "Use sqlite:PATH")]
    [InlineData("sqlite:", "Use sqlite:PATH")]
    [InlineData("postgres://ann@a:1,b:s3cret/x", "is not a valid port")]
    [InlineData("sqlite:ledger.db;Password=s3cret", "has no password")]
    [InlineData("sqlite://ann:x@h/x?password=s3cret", "has no password")]
    public void A_wrong_url_says_what_is_wrong_and_no_password(string text, string reason)
    {
        RimuruException error = Should.Throw<RimuruException>(() => Parse(text));
        (
            error.Code,
            error.Message.Contains(reason, StringComparison.Ordinal),
            error.Message.Contains("s3cret", StringComparison.Ordinal)
        ).ShouldBe(("E1003", true, false), error.Message);
    }

    [Fact]
    public void A_value_that_no_server_understands_is_E1003()
    {
        RimuruException error = Should.Throw<RimuruException>(() =>
            LedgerStore.Open(
                Parse("postgres://u:s3cret@h/x?sslmode=sometimes"),
                new LedgerOptions("m", "u", 5, TimeProvider.System),
                CancellationToken.None
            )
        );
        (error.Code, error.Message.Contains("s3cret", StringComparison.Ordinal)).ShouldBe(("E1003", false));
    }

    private static DatabaseUrl Parse(string text, Dictionary<string, string>? variables = null) =>
        LedgerStore.Parse(text, HostEnvironment.Of("/home/ann", variables ?? []));
}
