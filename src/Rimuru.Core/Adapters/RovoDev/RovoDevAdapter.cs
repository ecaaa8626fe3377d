using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.RovoDev;

/// <summary>Rovo Dev, Atlassian's CLI: a document per session, with the usage of each response.</summary>
internal sealed class RovoDevAdapter : AgentAdapter
{
    public override string Name => RovoDevIdentity.Agent;

    public override string DisplayName => "Rovo Dev";

    public override AgentProgram Program => new("rovo", "acli") { AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => RovoDevIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        RovoDevLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => RovoDevLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new RovoDevReader();
}
