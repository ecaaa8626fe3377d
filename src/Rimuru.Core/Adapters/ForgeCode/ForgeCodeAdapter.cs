using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ForgeCode;

/// <summary>ForgeCode: a database of conversations, with the usage of each message.</summary>
internal sealed class ForgeCodeAdapter : AgentAdapter
{
    public override string Name => ForgeCodeIdentity.Agent;

    public override string DisplayName => "ForgeCode";

    public override AgentProgram Program => new("forge") { Packages = ["forgecode"], AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => ForgeCodeIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override int StateVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        ForgeCodeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => ForgeCodeLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new ForgeCodeReader(state);
}
