using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GrokCli;

/// <summary>grok-cli of its community: a database with a row per turn.</summary>
internal sealed class GrokCliAdapter : AgentAdapter
{
    public override string Name => GrokCliIdentity.Agent;

    public override string DisplayName => "grok-cli";

    public override AgentProgram Program => new("grok") { Packages = ["@vibe-kit/grok-cli"] };

    public override IReadOnlyList<KeySpace> KeyKinds => GrokCliIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        GrokCliLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => GrokCliLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new GrokCliReader(state);
}
