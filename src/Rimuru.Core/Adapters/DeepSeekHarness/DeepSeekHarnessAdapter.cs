using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.DeepSeekHarness;

/// <summary>DeepSeek Harness: a log per session, compressed or not.</summary>
internal sealed class DeepSeekHarnessAdapter : AgentAdapter
{
    public override string Name => DeepSeekHarnessIdentity.Agent;

    public override string DisplayName => "DeepSeek Harness";

    public override AgentProgram Program => new("dsh") { AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => DeepSeekHarnessIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        DeepSeekHarnessLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => DeepSeekHarnessLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        DeepSeekHarnessLocations.IsCompressed(path)
            ? new CompressedLogReader(new DeepSeekHarnessReader(path, []))
            : new DeepSeekHarnessReader(path, state);
}
