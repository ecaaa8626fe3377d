using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Gptme;

/// <summary>gptme: a log per conversation, with the usage of each message.</summary>
internal sealed class GptmeAdapter : AgentAdapter
{
    public override string Name => GptmeIdentity.Agent;

    public override string DisplayName => "gptme";

    public override AgentProgram Program => new("gptme") { Answer = @"^gptme v?(\d+\.\d+\.\d+\S*)" };

    public override IReadOnlyList<KeySpace> KeyKinds => GptmeIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        GptmeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => GptmeLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new GptmeReader(path);
}
