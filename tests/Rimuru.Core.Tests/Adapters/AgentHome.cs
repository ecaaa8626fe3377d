using Rimuru.Core.Config;
using Rimuru.Core.Reports;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>A home folder with agents' data of our own making, and a ledger beside it; removed at the end of the test.</summary>
public sealed class AgentHome : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("rimuru-agents-").FullName;
    private readonly Dictionary<string, string> variables = [];

    public AgentHome() => Home = Directory.CreateDirectory(System.IO.Path.Combine(root, "home")).FullName;

    public string Home { get; }

    public List<string> Warnings { get; } = [];

    public string Path(string relative) => System.IO.Path.Combine(Home, relative);

    public AgentHome With(string variable, string value)
    {
        variables[variable] = value;
        return this;
    }

    public AgentHome File(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        System.IO.File.WriteAllText(Path(relative), text);
        return this;
    }

    /// <summary>Runs statements on a database below the home, which is made where there is none.</summary>
    public AgentHome Sql(string relative, params string[] statements)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        using SqliteDatabase database = SqliteDatabase.Open(Path(relative));
        foreach (string statement in statements)
            database.Execute(statement);
        return this;
    }

    /// <summary>Brings the ledger up to date; of the named agents only, where there are any.</summary>
    internal SyncResult Sync(string agent, string ledger = "ledger.db")
    {
        using RimuruEngine engine = Engine(ledger);
        return engine.Ledger.Sync([agent], null, Warnings.Add, CancellationToken.None).Single();
    }

    internal List<UsageRecord> Usage(string ledger = "ledger.db")
    {
        using RimuruEngine engine = Engine(ledger);
        return [.. engine.Reports.Usage(new ReportFilter(), CancellationToken.None)];
    }

    internal Dictionary<string, Session> Sessions(string ledger = "ledger.db")
    {
        using RimuruEngine engine = Engine(ledger);
        return engine
            .Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None)
            .ToDictionary(session => session.SessionId);
    }

    /// <summary>Every row in a form that can be compared, in no particular order.</summary>
    internal List<string> Rows(string ledger = "ledger.db") =>
        [
            .. Usage(ledger)
                .Select(u =>
                    $"{u.Agent} {u.SessionId} {u.Provider}/{u.Model} {u.Timestamp:O} {u.InputTokens}+{u.CacheReadTokens}r+{u.CacheWrite5mTokens}w>{u.OutputTokens}({u.ReasoningTokens}) {u.ReportedCost}"
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Reads all that there is, and demands that a second run and a ledger that is made anew see the same.</summary>
    internal List<UsageRecord> Ingest(string agent)
    {
        Sync(agent);
        List<string> rows = Rows();
        SyncResult again = Sync(agent);
        again.RecordsAdded.ShouldBe(0);
        again.RecordsChanged.ShouldBe(0);
        Sync(agent, "anew.db");
        Rows("anew.db").ShouldBe(rows);
        return Usage();
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private RimuruEngine Engine(string ledger)
    {
        HostEnvironment host = HostEnvironment.Of(Home, variables, HostPlatform.Linux);
        return RimuruEngine.Open(new EngineOptions { Environment = host, Database = $"sqlite:{System.IO.Path.Combine(root, ledger)}" });
    }
}
