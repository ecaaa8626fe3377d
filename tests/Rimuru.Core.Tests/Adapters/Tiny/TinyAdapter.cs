using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Adapters.Tiny;

/// <summary>Tiny: one log a session.</summary>
internal sealed class TinyAdapter : AgentAdapter
{
    public override string Name => TinyIdentity.Agent;

    public override string DisplayName => "Tiny Agent";

    public override AgentProgram Program => new("tiny") { Answer = @"^tiny (\d+\.\d+\.\d+)$", AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => TinyIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        TinyLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => TinyLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new TinyReader(path, state);
}
