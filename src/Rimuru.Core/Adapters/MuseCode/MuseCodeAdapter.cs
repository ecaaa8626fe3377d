using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MuseCode;

/// <summary>Muse Code, Meta's CLI: a log of events per session and sub-agent.</summary>
internal sealed class MuseCodeAdapter : AgentAdapter
{
    public override string Name => MuseCodeIdentity.Agent;

    public override string DisplayName => "Muse Code";

    public override AgentProgram Program => new("muse") { Answer = @"^Muse Code v?(\d+\.\d+\.\d+)\b", AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => MuseCodeIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        MuseCodeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => MuseCodeLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new MuseCodeReader(path, state);
}
