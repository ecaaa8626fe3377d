using System.Runtime.Versioning;
using Rimuru.Core.Config;

namespace Rimuru.Core.Tests.Store;

/// <summary>Stores that cannot be reached, and the programs of PostgreSQL where they are not as they should be.</summary>
public sealed class StoreProgramTests : IDisposable
{
    private readonly TestHome home = new(TestStore.Postgres);

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("postgres://ada:secret@127.0.0.1:1/team?connect_timeout=1")]
    [InlineData("sqlite:/proc/nobody/ledger.db")]
    public void A_server_that_does_not_answer_is_a_failed_check_and_a_file_that_is_not_there_none(string url)
    {
        using RimuruEngine engine = RimuruEngine.Open(
            new EngineOptions
            {
                Database = url,
                Environment = HostEnvironment.Of(home.Folder, new Dictionary<string, string>(), HostPlatform.Linux),
            }
        );
        StoreCheck check = engine.Store.Check(CancellationToken.None).ShouldHaveSingleItem();
        check.Status.ShouldBe(url.StartsWith("sqlite", StringComparison.Ordinal) ? CheckStatus.Warning : CheckStatus.Failed);
        if (check.Status == CheckStatus.Failed)
            check.Detail.ShouldStartWith("[E1001] Database connection failed: postgres://ada:***@127.0.0.1:1/team");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_missing_or_older_program_is_named_with_what_to_install()
    {
        TestStores.Require(TestStore.Postgres);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        Backup("").ShouldContain("pg_dump was not found on PATH. Install PostgreSQL's client programs of version ");
        home.Write("bin/pg_dump", "#!/bin/sh", "echo 'pg_dump (PostgreSQL) 9.6.2'");
        File.SetUnixFileMode(
            home.In("bin/pg_dump"),
            UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute
        );
        Backup(home.In("bin")).ShouldContain("bin/pg_dump has version 9, but the server has version ");
        File.Exists(home.In("backup")).ShouldBeFalse();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_password_stands_in_the_environment_of_the_program_and_not_on_its_command_line()
    {
        TestStores.Require(TestStore.Postgres);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        home.Write(
            "bin/pg_dump",
            "#!/bin/sh",
            "case \"$1\" in --version) echo 'pg_dump (PostgreSQL) 99.1';; *) echo \"$@\" > '"
                + home.In("arguments")
                + "'; env > '"
                + home.In("variables")
                + "'; echo it failed >&2; exit 3;; esac"
        );
        File.SetUnixFileMode(home.In("bin/pg_dump"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string url = home.Database.Replace("@/", ":s%20cret@/", StringComparison.Ordinal);
        Backup(home.In("bin"), url).ShouldContain("pg_dump failed with exit code 3: it failed");
        File.ReadAllText(home.In("arguments")).ShouldNotContain("cret");
        string[] variables = File.ReadAllLines(home.In("variables"));
        variables.ShouldContain("PGPASSWORD=s cret");
        variables.ShouldContain(line => line.StartsWith("PGHOST=/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_login_that_may_only_read_is_warned_and_refused_to_clean_up()
    {
        TestStores.Require(TestStore.Postgres);
        using (RimuruEngine engine = home.Open())
            engine.Store.Initialize(CancellationToken.None);
        string schema = home.Database[(home.Database.IndexOf("schema=", StringComparison.Ordinal) + "schema=".Length)..],
            login = "r" + schema;
        PostgresCluster.Required.Execute(
            $"CREATE ROLE {login} LOGIN; GRANT USAGE ON SCHEMA {schema} TO {login}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {login}"
        );
        using RimuruEngine reader = RimuruEngine.Open(
            new EngineOptions
            {
                Database = PostgresCluster.For(home.Database, login),
                Environment = HostEnvironment.Of(home.Folder, new Dictionary<string, string>(), HostPlatform.Linux),
            }
        );
        reader.Store.Describe(CancellationToken.None).IsReadOnly.ShouldBeTrue();
        reader
            .Store.Check(CancellationToken.None)
            .Where(check => check.Status != CheckStatus.Passed)
            .Select(check => (check.Name, check.Status))
            .ShouldBe([("Permissions", CheckStatus.Warning)]);
        Should
            .Throw<RimuruException>(() =>
                reader.Store.Optimize(DateTimeOffset.UtcNow.AddYears(-1), isPreview: false, CancellationToken.None)
            )
            .Code.ShouldBe("E1006");
        reader.Store.Optimize(DateTimeOffset.UtcNow.AddYears(-1), isPreview: true, CancellationToken.None).RecordsRemoved.ShouldBe(0);
    }

    private string Backup(string path, string? url = null)
    {
        using (RimuruEngine engine = home.Open())
            engine.Store.Initialize(CancellationToken.None);
        using RimuruEngine other = RimuruEngine.Open(
            new EngineOptions
            {
                Database = url ?? home.Database,
                Environment = HostEnvironment.Of(home.Folder, new Dictionary<string, string> { ["PATH"] = path }, HostPlatform.Linux),
            }
        );
        RimuruException error = Should.Throw<RimuruException>(() =>
            other.Store.BackUp(home.In("backup"), isForced: false, CancellationToken.None)
        );
        error.Code.ShouldBe("E1008");
        return error.Message;
    }
}
