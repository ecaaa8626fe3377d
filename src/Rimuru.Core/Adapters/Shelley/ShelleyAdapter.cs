using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Shelley;

/// <summary>Shelley: a database of conversations, with the usage of each message.</summary>
internal sealed class ShelleyAdapter : AgentAdapter
{
    public override string Name => ShelleyIdentity.Agent;

    public override string DisplayName => "Shelley";

    public override AgentProgram Program => new("shelley") { AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => ShelleyIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        ShelleyLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => ShelleyLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new ShelleyReader();
}
