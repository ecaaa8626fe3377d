using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Ingest;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests;

/// <summary>A home folder with agents' logs and a ledger of its own; removed at the end of the test.</summary>
/// <param name="store">What keeps the ledger; the file of most tests, unless <c>RIMURU_TEST_STORE=postgres</c> has all of them run on the
/// server.</param>
internal sealed class TestHome(TestStore? store = null) : IDisposable
{
    private readonly Dictionary<string, string> variables = [];
    private string machine = Environment.MachineName;
    private string user = Environment.UserName;
    private string? database;
    private DateTimeOffset? now;

    public string Folder { get; } = Directory.CreateTempSubdirectory("rimuru-test-").FullName;

    public string Ledger => Path.Combine(Folder, "ledger.db");

    /// <summary>The ledger's URL.</summary>
    public string Database =>
        database ??= (store ?? TestStores.Default) == TestStore.Sqlite ? "sqlite:" + Ledger : PostgresCluster.Required.NewSchema();

    /// <summary>What the last ingest had to say.</summary>
    public List<string> Warnings { get; } = [];

    public TestHome With(string variable, string value)
    {
        variables[variable] = value;
        return this;
    }

    /// <summary>Shares titles and paths with a server in this form: full, hash or none.</summary>
    public TestHome Sharing(string form) => With("RIMURU__SHARING__TITLES", form).With("RIMURU__SHARING__PATHS", form);

    /// <summary>Reads the logs on another machine, as another user, from now on.</summary>
    public TestHome As(string machine, string user)
    {
        (this.machine, this.user) = (machine, user);
        return this;
    }

    /// <summary>The clock stands still at this time, from now on.</summary>
    public TestHome At(DateTimeOffset time)
    {
        now = time;
        return this;
    }

    public string In(string relative) => Path.Combine(Folder, relative);

    public TestHome Write(string relative, params string[] lines) =>
        WriteBytes(relative, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    public TestHome WriteBytes(string relative, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(relative))!);
        File.WriteAllBytes(In(relative), bytes);
        return this;
    }

    /// <summary>Writes a file at one blow, as agents write their documents.</summary>
    public TestHome Replace(string relative, ReadOnlySpan<byte> bytes)
    {
        string next = $"{relative}.{Guid.NewGuid():N}.tmp";
        WriteBytes(next, bytes);
        File.Move(In(next), In(relative), overwrite: true);
        return this;
    }

    public TestHome Append(string relative, string text)
    {
        File.AppendAllText(In(relative), text);
        return this;
    }

    public RimuruEngine Open() => Open(Database);

    /// <summary>The same home with another ledger.</summary>
    /// <param name="database">The ledger's URL.</param>
    /// <param name="plan">How its logs are shared out among threads.</param>
    public RimuruEngine Open(string database, WorkPlan? plan = null) =>
        RimuruEngine.Open(
            new EngineOptions
            {
                Plan = plan ?? WorkPlan.Default,
                Database = database,
                Environment = Host,
            }
        );

    private HostEnvironment Host =>
        HostEnvironment
            .Of(Folder, variables, HostPlatform.Linux)
            .With(machine, user)
            .With(now is { } time ? new StoppedClock(time.ToUnixTimeMilliseconds()) : TimeProvider.System);

    public IReadOnlyList<SyncResult> Sync()
    {
        using RimuruEngine engine = Open();
        Warnings.Clear();
        return engine.Ledger.Sync([], null, Warnings.Add, CancellationToken.None);
    }

    public SyncResult Sync(string agent) => Sync().Single(result => result.Agent == agent);

    /// <summary>Reads what is new, and gives all records.</summary>
    public List<UsageRecord> Records()
    {
        using RimuruEngine engine = Open();
        Warnings.Clear();
        engine.Ledger.Sync([], null, Warnings.Add, CancellationToken.None);
        return [.. engine.Reports.Usage(new ReportFilter(), CancellationToken.None)];
    }

    /// <summary>Reads what is new, and gives all sessions.</summary>
    public List<Session> Sessions()
    {
        using RimuruEngine engine = Open();
        engine.Ledger.Sync([], null, Warnings.Add, CancellationToken.None);
        return [.. engine.Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None)];
    }

    public List<CostRecord> Costs(CostQuery query)
    {
        using RimuruEngine engine = Open();
        return [.. engine.Reports.Costs(query).Run(CancellationToken.None)];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

internal sealed class StoppedClock(long nowMs) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(nowMs);
}
