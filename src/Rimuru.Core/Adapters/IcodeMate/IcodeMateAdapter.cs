using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.IcodeMate;

/// <summary>iCodeMate: derived from OpenCode, with the same database tables and reader.</summary>
internal sealed class IcodeMateAdapter : AgentAdapter
{
    public override string Name => IcodeMateIdentity.Agent;

    public override string DisplayName => "iCodeMate";

    public override AgentProgram Program => new("icodemate");

    public override IReadOnlyList<KeySpace> KeyKinds => IcodeMateIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        IcodeMateLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => IcodeMateLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => IcodeMateReader.Open(state);
}
