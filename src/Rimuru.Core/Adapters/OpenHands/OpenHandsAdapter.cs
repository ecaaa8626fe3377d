using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenHands;

/// <summary>OpenHands: a document per conversation, with the usage of each response.</summary>
internal sealed class OpenHandsAdapter : AgentAdapter
{
    public override string Name => OpenHandsIdentity.Agent;

    public override string DisplayName => "OpenHands";

    public override AgentProgram Program => new("openhands") { Answer = @"^OpenHands CLI v?(\d+\.\d+\.\d+\S*)" };

    public override IReadOnlyList<KeySpace> KeyKinds => OpenHandsIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        OpenHandsLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => OpenHandsLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new OpenHandsReader(state);
}
