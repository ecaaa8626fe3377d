using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.LettaCode;

/// <summary>Letta Code: one log with a line at the start and at the end of each session.</summary>
internal sealed class LettaCodeAdapter : AgentAdapter
{
    public override string Name => LettaCodeIdentity.Agent;

    public override string DisplayName => "Letta Code";

    public override AgentProgram Program => new("letta") { Packages = ["@letta-ai/letta-code"] };

    public override IReadOnlyList<KeySpace> KeyKinds => LettaCodeIdentity.Kinds;

    public override int ReaderVersion => 3;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        LettaCodeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => LettaCodeLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new LettaCodeReader();
}
