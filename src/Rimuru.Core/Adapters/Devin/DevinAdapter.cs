using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Devin;

/// <summary>Devin's CLI and Desktop: a database of sessions, and transcripts, which are all that older releases kept.</summary>
internal sealed class DevinAdapter : AgentAdapter
{
    public override string Name => DevinIdentity.Agent;

    public override string DisplayName => "Devin CLI";

    public override AgentProgram Program => new("devin");

    public override IReadOnlyList<KeySpace> KeyKinds => DevinIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        DevinLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => DevinLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        DevinLocations.IsDatabase(path) ? new DevinDatabaseReader(state) : new DevinReader();

    public override IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    ) => DevinSources.Resolve(sources, parent);
}
