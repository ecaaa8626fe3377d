using Rimuru.Core.Config;
using Rimuru.Core.Ingest;

namespace Rimuru.Core.Adapters.Amp;

/// <summary>Amp: one document a thread.</summary>
internal sealed class AmpAdapter : AgentAdapter
{
    public override string Name => "Amp";

    public override string DisplayName => "Amp";

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) => AmpLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        roots.Where(Directory.Exists).SelectMany(root => LogFiles.Below(root, ".json", path => Path.GetFileName(path).StartsWith("T-", StringComparison.Ordinal)));

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new AmpReader();
}
