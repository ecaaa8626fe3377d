using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Warp;

/// <summary>Warp's agent: a database of conversations, with their credits and cost; its tokens are one total a model.</summary>
internal sealed class WarpAdapter : AgentAdapter
{
    public override string Name => WarpIdentity.Agent;

    public override string DisplayName => "Warp";

    public override AgentProgram Program => new("warp-terminal", "warp", "warp-cli") { AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => WarpIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        WarpLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => WarpLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new WarpReader();
}
