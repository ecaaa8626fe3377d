using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Crush;

/// <summary>Crush: a database per project, with the cost of each session; its counts of tokens are those of the last step.</summary>
internal sealed class CrushAdapter : AgentAdapter
{
    public override string Name => CrushIdentity.Agent;

    public override string DisplayName => "Crush";

    public override AgentProgram Program => new("crush") { Packages = ["@charmland/crush"] };

    public override IReadOnlyList<KeySpace> KeyKinds => CrushIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        CrushLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => CrushLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new CrushReader();
}
