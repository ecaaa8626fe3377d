using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Mux;

/// <summary>Mux: logs per workspace, with the usage of each turn.</summary>
internal sealed class MuxAdapter : AgentAdapter
{
    public override string Name => MuxIdentity.Agent;

    public override string DisplayName => "Mux";

    public override AgentProgram Program => new("mux") { Packages = ["mux"], AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => MuxIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        MuxLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => MuxLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new MuxReader(path);
}
