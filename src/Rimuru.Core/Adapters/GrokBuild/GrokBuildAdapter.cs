using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GrokBuild;

/// <summary>Grok Build, xAI's own CLI: a folder per session, with the usage of each turn.</summary>
internal sealed class GrokBuildAdapter : AgentAdapter
{
    public override string Name => GrokBuildIdentity.Agent;

    public override string DisplayName => "Grok Build";

    public override AgentProgram Program => new("grok");

    public override IReadOnlyList<KeySpace> KeyKinds => GrokBuildIdentity.Kinds;

    public override int ReaderVersion => 4;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        GrokBuildLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => GrokBuildLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new GrokBuildReader(path, state);

    public override IEnumerable<Verdict> Resolve(LineageFamily family) => GrokBuildSubAgents.Resolve(family);
}
