using Rimuru.Core.Reports;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>A home folder with agents' logs of a test's own making, and a ledger over it; removed at the end of the test.</summary>
public sealed class LogHome : IDisposable
{
    private readonly string ledger;

    public LogHome()
    {
        Path = Directory.CreateTempSubdirectory("rimuru-home-").FullName;
        ledger = System.IO.Path.Combine(Path, "ledger.db");
    }

    public string Path { get; }

    /// <summary>The warnings of the last sync.</summary>
    public List<string> Warnings { get; } = [];

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public LogHome Write(string file, params string[] lines)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), string.Concat(lines.Select(line => line + "\n")));
        return this;
    }

    public LogHome WriteBytes(string file, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllBytes(PathOf(file), bytes);
        return this;
    }

    public LogHome Append(string file, params string[] lines)
    {
        File.AppendAllText(PathOf(file), string.Concat(lines.Select(line => line + "\n")));
        return this;
    }

    public LogHome Sql(string file, params string[] statements)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(file))!);
        using SqliteDatabase database = SqliteDatabase.Open(PathOf(file));
        foreach (string statement in statements)
            database.Execute(statement);
        return this;
    }

    public void CopyFrom(string folder, Func<string, bool>? include = null)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string name = System.IO.Path.GetRelativePath(folder, file);
            if (include is null || include(name))
                WriteBytes(name, File.ReadAllBytes(file));
        }
    }

    /// <summary>Brings the ledger up to date and gives its records, oldest first.</summary>
    public IReadOnlyList<UsageRecord> Sync()
    {
        using RimuruEngine engine = Open();
        Warnings.Clear();
        engine.Ledger.Sync([], null, Warnings.Add, CancellationToken.None);
        return
        [
            .. engine
                .Reports.Usage(new ReportFilter(), CancellationToken.None)
                .OrderBy(record => record.Timestamp)
                .ThenBy(record => record.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The records as one text: equal where two ledgers tell the same.</summary>
    public string Picture() =>
        string.Join(
            "\n",
            Sync()
                .Select(r =>
                    $"{r.Timestamp:O} {r.SessionId} {r.Model} {r.SubAgent} {r.Project} {r.Evidence} {r.Requests} {r.InputTokens} {r.CacheReadTokens} {r.CacheWrite5mTokens} {r.OutputTokens} {r.ReasoningTokens}"
                )
                .Order(StringComparer.Ordinal)
        );

    public Session Session(string id)
    {
        using RimuruEngine engine = Open();
        return engine.Reports.Sessions(new ReportFilter { SessionId = [id] }, onlyActive: false, CancellationToken.None).Single();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private RimuruEngine Open() => RimuruEngine.Open(new EngineOptions { HomePath = Path, Database = $"sqlite:{ledger}" });
}
