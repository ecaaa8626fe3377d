using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MiMoCode;

/// <summary>MiMo Code: derived from OpenCode, with the same database tables and reader.</summary>
internal sealed class MiMoCodeAdapter : AgentAdapter
{
    public override string Name => MiMoCodeIdentity.Agent;

    public override string DisplayName => "MiMo Code";

    public override AgentProgram Program => new("mimocode", "mimo");

    public override IReadOnlyList<KeySpace> KeyKinds => MiMoCodeIdentity.Kinds;

    public override int ReaderVersion => 3;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        MiMoCodeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => MiMoCodeLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => MiMoCodeReader.Open(state);
}
