using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CodeBuddy;

/// <summary>CodeBuddy, Tencent's CLI: a log per session, with the usage of each request.</summary>
internal sealed class CodeBuddyAdapter : AgentAdapter
{
    public override string Name => CodeBuddyIdentity.Agent;

    public override string DisplayName => "CodeBuddy";

    public override AgentProgram Program => new("codebuddy", "cbc") { Packages = ["@tencent-ai/codebuddy-code"] };

    public override IReadOnlyList<KeySpace> KeyKinds => CodeBuddyIdentity.Kinds;

    public override int ReaderVersion => 3;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        CodeBuddyLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => CodeBuddyLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new CodeBuddyReader(path, state);
}
