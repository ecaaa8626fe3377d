using System.Runtime.Versioning;
using Rimuru.Core.Config;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.Credentials;

/// <summary><c>database.password</c> with a real server that asks for passwords.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PostgresPasswordTests : IDisposable
{
    private const string Password = "s3cret 'ä\" of the server";

    private readonly TestHome home = new(TestStore.Postgres);

    public void Dispose() => home.Dispose();

    [Fact]
    public void The_named_credential_is_the_password_of_the_server()
    {
        string url = NewLedger();
        using (RimuruEngine engine = Open(url, ("RIMURU__DATABASE__PASSWORD", "secret:team-db"), ("RIMURU_SECRET_TEAM_DB", Password)))
        {
            engine.Store.Initialize(CancellationToken.None);
            engine.Store.Check(CancellationToken.None).ShouldAllBe(check => check.Passed);
        }

        using RimuruEngine filed = Open(url, ("RIMURU__DATABASE__PASSWORD", "secret:team-db"));
        Fails(filed, "E14001", "environment RIMURU__DATABASE__PASSWORD: database.password names the credential 'team-db'");
        filed.Credentials.Set("team-db", "wrong", CredentialSource.File);
        Fails(filed, "E1001", "password authentication failed");
        filed.Credentials.Set("team-db", Password, CredentialSource.File);
        filed.Stop = CancellationToken.None; // the next command
        filed.Store.Describe(CancellationToken.None).Exists.ShouldBeTrue();
    }

    [Fact]
    public void Two_passwords_are_an_error()
    {
        string url = NewLedger().Replace("@/", ":other@/", StringComparison.Ordinal);
        using RimuruEngine engine = Open(url, ("RIMURU__DATABASE__PASSWORD", "secret:team-db"), ("RIMURU_SECRET_TEAM_DB", Password));
        Fails(engine, "E4005", "environment RIMURU__DATABASE__PASSWORD: database.password is set, but postgres://");
        string message = Should.Throw<RimuruException>(() => engine.Store.Initialize(CancellationToken.None)).ToString();
        message.ShouldNotContain("other");
    }

    [Fact]
    public void A_database_that_a_command_names_gets_the_password_only_on_the_same_server_for_the_same_user()
    {
        string url = NewLedger(),
            other = NewLedger();
        (string, string)[] variables = [("RIMURU__DATABASE__PASSWORD", "secret:team-db"), ("RIMURU_SECRET_TEAM_DB", Password)];
        using (RimuruEngine same = Open(url, named: SameServer(url), variables))
            same.Store.Describe(CancellationToken.None).Kind.ShouldBe(StoreKind.PostgreSql);
        using (RimuruEngine another = Open(url, named: other, variables))
            Fails(another, "E1001", "password");
        using RimuruEngine file = Open(url, named: "sqlite:" + home.In("file.db"), variables);
        file.Store.Describe(CancellationToken.None).Kind.ShouldBe(StoreKind.Sqlite);
    }

    [Fact]
    public void A_file_needs_no_password_so_none_is_looked_for()
    {
        using RimuruEngine engine = Open("sqlite:" + home.In("file.db"), ("RIMURU__DATABASE__PASSWORD", "secret:nowhere"));
        engine.Store.Initialize(CancellationToken.None);
    }

    [Fact]
    public void Of_the_programs_only_the_dump_gets_the_password()
    {
        string url = NewLedger(),
            real = FindOnPath("pg_dump");
        home.Write(
            "bin/pg_dump",
            "#!/bin/sh",
            $"case \"$1\" in --version) env > '{home.In("of-version")}';; *) env > '{home.In("of-dump")}';; esac",
            $"exec '{real}' \"$@\""
        );
        File.SetUnixFileMode(home.In("bin/pg_dump"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using RimuruEngine engine = Open(
            url,
            ("RIMURU__DATABASE__PASSWORD", "secret:team-db"),
            ("RIMURU_SECRET_TEAM_DB", Password),
            ("PATH", home.In("bin"))
        );
        engine.Store.Initialize(CancellationToken.None);
        engine.Store.BackUp(home.In("backup"), isForced: false, CancellationToken.None);
        File.ReadAllLines(home.In("of-dump")).ShouldContain($"PGPASSWORD={Password}");
        File.ReadAllText(home.In("of-version")).ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData("geheim-4711")]
    [InlineData("secret:")]
    [InlineData("secret:a b")]
    [InlineData("Secret:geheim")]
    public void A_setting_that_is_no_reference_is_an_error_that_does_not_repeat_it(string value)
    {
        RimuruException error = Should.Throw<RimuruException>(() =>
            Open("sqlite:" + home.In("file.db"), ("RIMURU__DATABASE__PASSWORD", value))
        );
        error.Code.ShouldBe("E4002");
        error.Message.ShouldContain("with Set-RimuruCredential NAME, and");
        error.Message.ShouldNotContain("geheim");
    }

    /// <summary>The URL of a schema for a new login that must give the password.</summary>
    private static string NewLedger()
    {
        TestStores.Require(TestStore.Postgres);
        string login = $"p{Guid.NewGuid():N}";
        PostgresCluster.Required.RequirePassword(login, Password);
        return PostgresCluster.For(PostgresCluster.Required.NewSchema(), login);
    }

    private static string SameServer(string url) => url[..url.LastIndexOf('=')] + $"=u{Guid.NewGuid():N}";

    private RimuruEngine Open(string url, params (string Name, string Value)[] variables) => Open(url, null, variables);

    private RimuruEngine Open(string url, string? named, (string Name, string Value)[] variables)
    {
        Dictionary<string, string> all = variables.ToDictionary(pair => pair.Name, pair => pair.Value);
        all["RIMURU_DATABASE_URL"] = url;
        return RimuruEngine.Open(
            new EngineOptions { Database = named, Environment = HostEnvironment.Of(home.Folder, all, HostPlatform.Linux) }
        );
    }

    private static void Fails(RimuruEngine engine, string code, string part)
    {
        engine.Stop = CancellationToken.None;
        RimuruException error = Should.Throw<RimuruException>(() => engine.Store.Describe(CancellationToken.None));
        (error.Code, error.Message).ShouldBe((code, error.Message));
        error.Message.ShouldContain(part);
        error.ToString().ShouldNotContain("s3cret");
    }

    private static string FindOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists)
        ?? throw Xunit.Sdk.SkipException.ForSkip($"{program} is not on PATH.");
}
