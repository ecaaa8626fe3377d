using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kiro;

/// <summary>Kiro: the credits of each turn, and no tokens.</summary>
internal sealed class KiroAdapter : AgentAdapter
{
    public override string Name => KiroIdentity.Agent;

    public override string DisplayName => "Kiro";

    public override AgentProgram Program => new("kiro-cli", "kiro");

    public override IReadOnlyList<KeySpace> KeyKinds => KiroIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        KiroLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => KiroLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        KiroLocations.IsLog(path) ? new KiroLogReader(path) : new KiroReader();
}
