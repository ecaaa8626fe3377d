using System.Text;
using Npgsql;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Store;

/// <summary>What of a user's work a ledger on a server has, and what went there, for every agent.</summary>
public sealed class SharingTests : IDisposable
{
    private const string Title = "A title of one's own";

    private readonly TestHome home = new(TestStore.Sqlite);
    private readonly string server;

    public SharingTests()
    {
        TestStores.Require(TestStore.Postgres);
        server = PostgresCluster.Required.NewSchema();
    }

    public void Dispose() => home.Dispose();

    public static TheoryData<string> Agents => [.. AllHomes.ByAgent.Keys];

    [Theory]
    [MemberData(nameof(Agents))]
    public void No_title_folder_or_path_is_in_the_store_or_went_there(string agent)
    {
        GeneratedHome generated = AllHomes.ByAgent[agent](31);
        generated.WriteTo(home);
        string[] hidden = Private();
        hidden.ShouldNotBeEmpty(); // some agents log neither titles nor folders

        Found(hidden, SentBySync(server)).ShouldBeEmpty();
        Found(hidden, Content(server)).ShouldBeEmpty();

        // The search finds what it looks for, so that the above means something.
        string open = PostgresCluster.Required.NewSchema();
        home.Sharing("full");
        Found(hidden, SentBySync(open)).ShouldNotBeEmpty();
        Found(hidden, Content(open)).ShouldNotBeEmpty();
        Usage(server).ShouldBe(Usage(open));
    }

    [Fact]
    public void Hashes_are_the_same_for_the_same_text_and_tell_nothing()
    {
        WriteTwo();
        home.Sharing("hash").With("RIMURU__SHARING__USERS", "hash").As("m", "ada");
        Sync(server);
        Session[] sessions = Sessions(server);
        sessions.Length.ShouldBe(2);
        sessions.Select(session => session.Title).Distinct().ShouldHaveSingleItem()!.ShouldMatch("^#[0-9a-f]{16}$");
        sessions.Select(session => session.WorkingDirectory).Distinct().ShouldHaveSingleItem()!.ShouldMatch("^#[0-9a-f]{16}$");
        sessions.ShouldAllBe(session => session.Project == "shop");
        sessions.Select(session => session.User).Distinct().ShouldHaveSingleItem()!.ShouldMatch("^#[0-9a-f]{16}$");
        Found([Title, "/work/shop", "ada"], Content(server)).ShouldBeEmpty();

        // A copy has the same hashes.
        string copy = PostgresCluster.Required.NewSchema();
        using (RimuruEngine engine = home.Open(server))
            engine.Store.CopyTo(copy, null, CancellationToken.None);
        Sessions(copy).Select(session => (session.Title, session.User)).ShouldBe(sessions.Select(session => (session.Title, session.User)));
    }

    [Fact]
    public void A_user_can_be_left_out()
    {
        WriteTwo();
        home.With("RIMURU__SHARING__USERS", "none").As("m", "ada");
        Sync(server);
        Sessions(server).ShouldAllBe(session => session.User == null && session.Machine == "m");
        Usage(server).Length.ShouldBe(2);
        Found(["ada"], Content(server)).ShouldBeEmpty();
    }

    [Fact]
    public void A_copy_of_a_file_is_shared_in_the_same_way()
    {
        WriteTwo();
        home.Sync();
        using (RimuruEngine engine = home.Open())
            engine.Store.CopyTo(server, null, CancellationToken.None);
        Found(Private(), Content(server)).ShouldBeEmpty();
        Usage(server).ShouldBe(Usage(home.Database));
    }

    [Fact]
    public void A_log_is_read_on_from_where_it_was_left()
    {
        WriteTwo();
        Sync(server);
        Sync(server).Sum(result => result.BytesRead).ShouldBe(0);
        string line = ClaudeCodeLines.Assistant("msg_3", session: "b", time: "2026-07-03T10:00:00.000Z") + "\n";
        home.Append(ClaudeCodeLines.Log, line);
        Sync(server).Sum(result => result.BytesRead).ShouldBe(line.Length);

        // Without its key a home is read again; nothing counts twice.
        string[] usage = Usage(server);
        File.Delete(Path.Combine(home.Folder, ".local/share/rimuru/keys/sharing.key"));
        Sync(server).Sum(result => result.BytesRead).ShouldBeGreaterThan(line.Length);
        Usage(server).ShouldBe(usage);
        Sync(server).Sum(result => result.BytesRead).ShouldBe(0);
    }

    [Fact]
    public void What_was_shared_before_is_taken_out()
    {
        WriteTwo();
        home.Sharing("full");
        Sync(server);
        string[] usage = Usage(server),
            hidden = Private();
        Found(hidden, Content(server)).Count.ShouldBeGreaterThan(2);
        home.Sharing("none");
        File.Delete(home.In(ClaudeCodeLines.Log));
        using (RimuruEngine engine = home.Open(server))
            engine.Store.Optimize(null, isPreview: false, CancellationToken.None);
        Found(hidden, Content(server)).ShouldBeEmpty();
        Usage(server).ShouldBe(usage);
    }

    [Fact]
    public void Logs_are_read_once_more_when_less_is_shared_and_their_sessions_keep_to_it()
    {
        WriteTwo();
        home.Sharing("full");
        Sync(server);
        string[] usage = Usage(server);
        home.Sharing("none");
        Sync(server).Sum(result => result.BytesRead).ShouldBeGreaterThan(0);
        Found(Private(), Content(server)).ShouldBeEmpty();
        Usage(server).ShouldBe(usage);
        Sync(server).Sum(result => result.BytesRead).ShouldBe(0);
    }

    [Fact]
    public void A_backup_from_before_brings_nothing_back()
    {
        WriteTwo();
        home.With("PATH", Environment.GetEnvironmentVariable("PATH")!);
        home.Sharing("full");
        Sync(server);
        string[] usage = Usage(server);
        string backup = home.In("ledger.backup");
        using (RimuruEngine engine = home.Open(server))
            engine.Store.BackUp(backup, isForced: false, CancellationToken.None);
        home.Sharing("none");
        using (RimuruEngine engine = home.Open(server))
            engine.Store.Restore(backup, isForced: true, CancellationToken.None);
        Found(Private(), Content(server)).ShouldBeEmpty();
        Usage(server).ShouldBe(usage);
    }

    private void WriteTwo() =>
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant("msg_1", session: "a", time: "2026-07-01T10:00:00.000Z"),
            Titled("a"),
            ClaudeCodeLines.Assistant("msg_2", session: "b", time: "2026-07-02T10:00:00.000Z"),
            Titled("b")
        );

    private static string Titled(string session) =>
        $$""" {"type":"custom-title","customTitle":"{{Title}}","sessionId":"{{session}}"} """.Trim();

    /// <summary>The titles, folders and paths of this home: what the user's own ledger has, and the home itself.</summary>
    private string[] Private()
    {
        using TestHome own = new(TestStore.Sqlite);
        Sync(own.Database);
        return
        [
            home.Folder,
            .. Sessions(own.Database)
                .SelectMany(session => new[] { session.Title, session.WorkingDirectory })
                .OfType<string>()
                .Where(text => text.Length > 5)
                .Distinct(),
        ];
    }

    /// <summary>What two ingests sent to a server.</summary>
    private List<byte[]> SentBySync(string url)
    {
        using Relay relay = new(PostgresCluster.Required.SocketFile);
        string through = PostgresCluster.Required.Through(url, relay.Port);
        Sync(through);
        Sync(through);
        return [.. relay.Sent];
    }

    private IReadOnlyList<SyncResult> Sync(string url)
    {
        using RimuruEngine engine = home.Open(url);
        return engine.Ledger.Sync([], null, null, CancellationToken.None);
    }

    private Session[] Sessions(string url)
    {
        using RimuruEngine engine = home.Open(url);
        return [.. engine.Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None)];
    }

    private string[] Usage(string url)
    {
        using RimuruEngine engine = home.Open(url);
        return
        [
            .. engine
                .Reports.Usage(new ReportFilter(), CancellationToken.None)
                .Select(record => System.Text.Json.JsonSerializer.Serialize(record))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Every value of every table.</summary>
    private static List<byte[]> Content(string url)
    {
        using NpgsqlConnection connection = PostgresCluster.Connect(url);
        List<string> tables = [];
        using (NpgsqlCommand list = new("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", connection))
        using (NpgsqlDataReader rows = list.ExecuteReader())
        {
            while (rows.Read())
                tables.Add(rows.GetString(0));
        }

        tables.Count.ShouldBeGreaterThan(10);
        List<byte[]> values = [];
        foreach (string table in tables)
        {
            using NpgsqlCommand select = new($"SELECT * FROM \"{table}\"", connection);
            using NpgsqlDataReader rows = select.ExecuteReader();
            while (rows.Read())
            {
                for (int i = 0; i < rows.FieldCount; i++)
                {
                    if (rows.GetValue(i) is byte[] bytes)
                        values.Add(bytes);
                    else if (rows.GetValue(i) is string text)
                        values.Add(Encoding.UTF8.GetBytes(text));
                }
            }
        }

        return values;
    }

    private static List<string> Found(IEnumerable<string> hidden, IEnumerable<byte[]> content)
    {
        List<byte[]> all = [.. content];
        all.ShouldNotBeEmpty();
        return [.. hidden.Where(text => all.Exists(bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0))];
    }
}
