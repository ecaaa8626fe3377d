using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>Hermes: a database per profile, with counters per session, model and task.</summary>
internal sealed class HermesAdapter : AgentAdapter
{
    public override string Name => HermesIdentity.Agent;

    public override string DisplayName => "Hermes";

    public override AgentProgram Program => new("hermes") { Answer = @"^Hermes Agent v?(\d+\.\d+\.\d+\S*)" };

    public override IReadOnlyList<KeySpace> KeyKinds => HermesIdentity.Kinds;

    public override int ReaderVersion => 4;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        HermesLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => HermesLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new HermesReader();

    public override IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    ) => HermesReading.Resolve(sources, parent);
}
