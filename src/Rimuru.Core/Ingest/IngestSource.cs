using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Ingest;

/// <summary>A source of files to read.</summary>
/// <param name="Source">The agent or bill, which provides the readers.</param>
/// <param name="Roots">The folders that contain them, or the file itself.</param>
/// <param name="Files">Lists them.</param>
internal sealed record IngestSource(ILogSource Source, IReadOnlyList<string> Roots, Func<IEnumerable<LogFile>> Files)
{
    /// <summary>The logs of an agent below some folders.</summary>
    public IngestSource(AgentAdapter adapter, IReadOnlyList<string> roots)
        : this(adapter, roots, () => adapter.Files(roots)) { }

    /// <summary>One bill.</summary>
    public IngestSource(IBillReader bill, FileInfo file)
        : this(new Bill(bill), [file.FullName], () => [new LogFile(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks)]) { }

    private sealed class Bill(IBillReader bill) : ILogSource
    {
        public string Name => bill.Agent;

        public int ReaderVersion => bill.Version;

        public LogReader Open(string path, ReadOnlySpan<byte> state) =>
            bill.CanRead(path) ? bill.Open() : throw new InvalidDataException("the file has changed and is no longer a bill");

        public void Claim(string path, FileBatch batch) { }

        public RawRow Claim(RawRow row) => row;
    }
}
