using System.Diagnostics;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Store;

/// <summary>Whatever is at the path of a ledger instead of one, every door says plainly what it is, and leaves it as it is.</summary>
public sealed class LedgerPathTests : IDisposable
{
    private readonly TestHome home = new(TestStore.Sqlite);

    public LedgerPathTests() => home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("mkdir odd", "odd", "it is a folder; name a file in a folder, such as ")]
    [InlineData("mkdir odd", "odd/", "it is a folder; name a file in a folder, such as ")]
    [InlineData("true", "odd/", "it is a folder; name a file in a folder, such as ")]
    [InlineData("mkfifo odd", "odd", "it is a pipe, a socket or a device")]
    [InlineData("ln -s /dev/zero odd", "odd", "it is a pipe, a socket or a device")]
    [InlineData("ln -s /dev/null odd", "odd", "it is a pipe, a socket or a device")]
    [InlineData("ln -s nothing odd", "odd", "it is a link to nothing, which does not exist")]
    [InlineData("ln -s odd odd", "odd", "odd")]
    [InlineData("touch odd", "odd/ledger.db", "odd is not a folder")]
    [InlineData("touch odd", "odd/deep/ledger.db", "odd is not a folder")]
    [InlineData("mkfifo odd", "odd/ledger.db", "odd is not a folder")]
    [InlineData("echo some text > odd", "odd", "is not a SQLite database")]
    [InlineData("head -c 100000 /dev/urandom > odd", "odd", "is not a SQLite database")]
    public void It_is_said_what_is_there(string make, string path, string message)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        Process.Start(new ProcessStartInfo("sh", ["-c", make]) { WorkingDirectory = home.Folder })!.WaitForExit();
        using (RimuruEngine engine = home.Open())
        {
            engine.Ledger.Sync([], null, null, CancellationToken.None);
            engine.Store.BackUp(home.In("my.backup"), isForced: true, CancellationToken.None);
        }

        string[] before = Everything();
        using RimuruEngine odd = home.Open("sqlite:" + home.In(path)),
            good = home.Open();
        Dictionary<string, Action> doors = new()
        {
            ["status"] = () => odd.Store.Describe(CancellationToken.None),
            ["init"] = () => odd.Store.Initialize(CancellationToken.None),
            ["backup"] = () => odd.Store.BackUp(home.In("more.backup"), isForced: true, CancellationToken.None),
            ["restore"] = () => odd.Store.Restore(home.In("my.backup"), isForced: true, CancellationToken.None),
            ["preview of a restore"] = () => odd.Store.PreviewRestore(home.In("my.backup"), CancellationToken.None),
            ["optimize"] = () => odd.Store.Optimize(null, isPreview: false, CancellationToken.None),
            ["count"] = () => odd.Store.CountOlder(DateTimeOffset.UnixEpoch, CancellationToken.None),
            ["reset"] = () => odd.Store.Reset(CancellationToken.None),
            ["copy from"] = () => odd.Store.CopyTo("sqlite:" + home.In("copy.db"), null, CancellationToken.None),
            ["copy to"] = () => good.Store.CopyTo("sqlite:" + home.In(path), null, CancellationToken.None),
            ["sync"] = () => odd.Ledger.Sync([], null, null, CancellationToken.None),
            ["exists"] = () =>
            {
                if (odd.Ledger.Exists)
                    odd.Ledger.Sync([], null, null, CancellationToken.None);
            },
            ["cost"] = () => _ = odd.Reports.Costs(new CostQuery()).Run(CancellationToken.None).ToList(),
            ["usage"] = () => _ = odd.Reports.Usage(new ReportFilter(), CancellationToken.None).ToList(),
            ["test"] = () =>
            {
                StoreCheck check = odd.Store.Check(CancellationToken.None).ShouldHaveSingleItem();
                check.Status.ShouldBe(CheckStatus.Failed);
                throw new RimuruException(check.Detail[1..6], check.Detail, null);
            },
        };
        foreach ((string door, Action open) in doors)
        {
            RimuruException error = Should.Throw<RimuruException>(open, door);
            error.Code.ShouldBeOneOf(["E1001", "E1004"], door);
            error.Message.ShouldContain(message, Case.Sensitive, door);
            error.Message.ShouldContain(home.Folder, Case.Sensitive, door);
        }

        Everything().ShouldBe(before);
    }

    /// <summary>The names and sizes of all files but those that SQLite keeps beside the good ledger.</summary>
    private string[] Everything() =>
        [
            .. Directory
                .EnumerateFileSystemEntries(home.Folder, "*", SearchOption.AllDirectories)
                .Where(path => !Path.GetFileName(path).StartsWith("ledger.db", StringComparison.Ordinal))
                .Select(path => $"{path} {new FileInfo(path).Attributes} {(new FileInfo(path).Exists ? new FileInfo(path).Length : 0)}")
                .Order(StringComparer.Ordinal),
        ];
}
