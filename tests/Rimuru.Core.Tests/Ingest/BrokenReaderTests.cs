using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Ingest;
using Rimuru.Core.Records;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Sqlite;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>A defect of a reader is an error that names the file, on the thread that asked, and leaves no reader behind.</summary>
public sealed class BrokenReaderTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void It_is_E2001_with_the_file()
    {
        using SqliteLedger ledger = SqliteLedger.Open(home.Ledger, new LedgerOptions("m", "u", 1, TimeProvider.System));
        IngestPipeline pipeline = new(
            ledger,
            FileListing.Start([new IngestSource(new BrokenAdapter(), [])], CancellationToken.None),
            _ => null,
            () => (NoPrice, "p"),
            new ProjectFolders(HostEnvironment.Of(home.Folder, new Dictionary<string, string>())),
            TimeProvider.System
        );
        RimuruException error = Should.Throw<RimuruException>(() => pipeline.Run(null, CancellationToken.None));
        error.Code.ShouldBe("E2001");
        error.Message.ShouldContain("broken.log");
        error.InnerException.ShouldBeOfType<OverflowException>();
        ledger.Files().Count.ShouldBe(0);
    }

    private static void NoPrice(ref UsageRow row) { }

    private sealed class BrokenAdapter : AgentAdapter
    {
        public override string Name => "Broken";

        public override string DisplayName => "Broken";

        public override AgentProgram Program => new();

        public override IReadOnlyList<KeySpace> KeyKinds => [];

        public override int ReaderVersion => 1;

        public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) => [];

        public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
            Enumerable.Range(0, 20).Select(i => new LogFile($"/{i}/broken.log", 1, 1));

        public override LogReader Open(string path, ReadOnlySpan<byte> state) => throw new OverflowException("too many");
    }
}
