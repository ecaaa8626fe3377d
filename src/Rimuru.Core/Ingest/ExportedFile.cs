using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Config;
using Rimuru.Core.Records;

namespace Rimuru.Core.Ingest;

/// <summary>One file that a user saved from an agent's service, as a source of the pipeline.</summary>
internal sealed class ExportedFile(AgentAdapter agent, string path) : AgentAdapter
{
    public override string Name => agent.Name;

    public override string DisplayName => agent.DisplayName;

    public override AgentProgram Program => agent.Program;

    public override IReadOnlyList<KeySpace> KeyKinds => agent.KeyKinds;

    public override int ReaderVersion => agent.ReaderVersion;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) => [path];

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        FileInfo file = new(path);
        return [new LogFile(path, file.Length, file.LastWriteTimeUtc.Ticks)];
    }

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        agent.OpenExport(path) ?? throw new InvalidDataException("it is no longer the export that it was a moment ago");
}
