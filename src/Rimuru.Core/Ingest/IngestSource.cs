using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Ingest;

/// <summary>Files to read, and with what.</summary>
/// <param name="Source">Whose files they are, and how they are read.</param>
/// <param name="Roots">The folders that they lie below, or the file itself.</param>
/// <param name="Files">Lists them.</param>
internal sealed record IngestSource(ILogSource Source, IReadOnlyList<string> Roots, Func<IEnumerable<LogFile>> Files)
{
    /// <summary>An agent's logs below some folders.</summary>
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
            bill.Knows(path) ? bill.Open() : throw new InvalidDataException("it is no longer the bill that it was a moment ago");
    }
}
