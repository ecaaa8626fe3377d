using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Auggie;

/// <summary>Auggie, Augment's CLI: a document per session, with the usage of each exchange.</summary>
internal sealed class AuggieAdapter : AgentAdapter
{
    public override string Name => AuggieIdentity.Agent;

    public override string DisplayName => "Auggie";

    public override AgentProgram Program => new("auggie") { Packages = ["@augmentcode/auggie"] };

    public override IReadOnlyList<KeySpace> KeyKinds => AuggieIdentity.Kinds;

    public override int ReaderVersion => 3;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        AuggieLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => AuggieLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new AuggieReader();
}
