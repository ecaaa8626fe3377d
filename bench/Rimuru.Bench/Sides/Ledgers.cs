namespace Rimuru.Bench.Sides;

/// <summary>A ledger in the temporary folder, and the question that is asked of it.</summary>
internal sealed class Ledgers(string rimuru, string home) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;

    /// <summary>What was measured, in words: the packed command is native code, others run on .NET.</summary>
    public static string KindOf(string rimuru) =>
        File.Exists(rimuru) && !File.Exists(Path.Combine(Path.GetDirectoryName(rimuru)!, "Rimuru.Cli.dll"))
            ? "RIMURU is the packed command, native code."
            : "RIMURU runs on .NET.";

    public string Database => Path.Combine(folder, "ledger.db");

    public string[] Question =>
        [
            .. rimuru.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            "cost",
            "--by",
            "agent,model",
            "--json",
            "--home",
            home,
            "--database",
            "sqlite:" + Database,
        ];

    public void Forget()
    {
        foreach (string file in Directory.GetFiles(folder))
            File.Delete(file);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
