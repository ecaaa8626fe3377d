using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MiniMaxCode;

/// <summary>MiniMax Code, as a command and on the desktop: the history of each session, and what it was before compactions.</summary>
internal sealed class MiniMaxCodeAdapter : AgentAdapter
{
    public override string Name => MiniMaxCodeIdentity.Agent;

    public override string DisplayName => "MiniMax Code";

    public override AgentProgram Program => new("mcode") { Packages = ["@minimax-ai/code"], AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => MiniMaxCodeIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        MiniMaxCodeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => MiniMaxCodeLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new MiniMaxCodeReader(path, state);
}
