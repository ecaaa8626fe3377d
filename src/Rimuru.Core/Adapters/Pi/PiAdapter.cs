using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>Pi: one log per session; a fork's log begins with its parent's entries.</summary>
internal sealed class PiAdapter : AgentAdapter
{
    public override string Name => PiIdentity.Agent;

    public override string DisplayName => "Pi";

    public override AgentProgram Program => new("pi") { Packages = ["@mariozechner/pi-coding-agent", "@earendil-works/pi-coding-agent"] };

    public override IReadOnlyList<KeySpace> KeyKinds => PiIdentity.Kinds;

    public override int ReaderVersion => 9;

    public override KnownLines? KnownLines => PiKnownLines.All;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        PiLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => PiLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new PiReader(path, state);

    public override IEnumerable<Verdict> Resolve(LineageFamily family) => PiDelegation.Resolve(family);
}
