using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Antigravity;

/// <summary>Google Antigravity, the CLI and the editors: a database per conversation.</summary>
internal sealed class AntigravityAdapter : AgentAdapter
{
    public override string Name => AntigravityIdentity.Agent;

    public override string DisplayName => "Google Antigravity";

    public override AgentProgram Program => new("antigravity", "agy");

    public override IReadOnlyList<KeySpace> KeyKinds => AntigravityIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        AntigravityLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => AntigravityLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new AntigravityReader();
}
