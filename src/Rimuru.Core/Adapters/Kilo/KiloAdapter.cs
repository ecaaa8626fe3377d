using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kilo;

/// <summary>
/// Kilo: derived from OpenCode, with the same database tables and reader. Before that it was derived from Cline, whose kind of tasks its
/// extension wrote.
/// </summary>
internal sealed class KiloAdapter : AgentAdapter
{
    public override string Name => KiloIdentity.Agent;

    public override string DisplayName => "Kilo";

    public override AgentProgram Program => new("kilo", "kilocode") { Packages = ["@kilocode/cli"], OwnFolders = [".kilo/bin"] };

    public override IReadOnlyList<KeySpace> KeyKinds => KiloIdentity.Kinds;

    public override int ReaderVersion => 6;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        KiloLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => KiloLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => KiloReader.Open(path, state);
}
