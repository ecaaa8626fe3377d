using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ZCode;

/// <summary>ZCode, the CLI of Z.ai: a database with a row per request.</summary>
internal sealed class ZCodeAdapter : AgentAdapter
{
    public override string Name => ZCodeIdentity.Agent;

    public override string DisplayName => "ZCode";

    public override AgentProgram Program => new("zcode");

    public override IReadOnlyList<KeySpace> KeyKinds => ZCodeIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        ZCodeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => ZCodeLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new ZCodeReader();
}
