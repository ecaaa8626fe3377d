using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codebuff;

/// <summary>Codebuff: the messages of each chat, with their credits and no tokens.</summary>
internal sealed class CodebuffAdapter : AgentAdapter
{
    public override string Name => CodebuffIdentity.Agent;

    public override string DisplayName => "Codebuff";

    public override AgentProgram Program => new("codebuff", "freebuff") { Packages = ["codebuff", "freebuff"] };

    public override IReadOnlyList<KeySpace> KeyKinds => CodebuffIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        CodebuffLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => CodebuffLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new CodebuffReader();
}
