using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Junie;

/// <summary>Junie, JetBrains' agent: a log of events per session.</summary>
internal sealed class JunieAdapter : AgentAdapter
{
    public override string Name => JunieIdentity.Agent;

    public override string DisplayName => "Junie";

    public override AgentProgram Program => new("junie");

    public override IReadOnlyList<KeySpace> KeyKinds => JunieIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        JunieLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => JunieLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new JunieReader(path, state);
}
