using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Zed;

/// <summary>Zed: the agent of the editor, with one row per thread in a database.</summary>
internal sealed class ZedAdapter : AgentAdapter
{
    public override string Name => ZedIdentity.Agent;

    public override string DisplayName => "Zed";

    public override AgentProgram Program => new("zed", "zeditor") { Answer = @"^Zed (\d+\.\d+\.\d+\S*)" };

    public override IReadOnlyList<KeySpace> KeyKinds => ZedIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        ZedLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => ZedLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new ZedReader();
}
