using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Continue;

/// <summary>Continue: a document per session, with the usage of each message; only its CLI writes any.</summary>
internal sealed class ContinueAdapter : AgentAdapter
{
    public override string Name => ContinueIdentity.Agent;

    public override string DisplayName => "Continue";

    public override AgentProgram Program => new("cn") { Packages = ["@continuedev/cli"] };

    public override IReadOnlyList<KeySpace> KeyKinds => ContinueIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override int StateVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        ContinueLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => ContinueLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new ContinueReader(state);
}
