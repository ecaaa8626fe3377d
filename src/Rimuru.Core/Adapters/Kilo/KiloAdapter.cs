using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Adapters.Cline;
using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Config;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kilo;

/// <summary>Kilo: made from OpenCode, with a database of the same tables and read by the same reader; before that from Cline, whose tasks its extension wrote.</summary>
internal sealed class KiloAdapter : AgentAdapter
{
    private static readonly OpenCodeFamily Family = new("Kilo", KeySpace.KiloMessage, CountsReasoningApartSince: null, AddsSubAgentCost: true);

    public override string Name => Family.Agent;

    public override string DisplayName => "Kilo";

    public override AgentProgram Program => new("kilo", "kilocode") { Packages = ["@kilocode/cli"], OwnFolders = [".kilo/bin"] };

    public override int ReaderVersion => 4;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) => KiloLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => KiloLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => ClineTasks.IsTask(path) ? new ClineTaskReader(ClineTasks.Kilo, state) : new OpenCodeReader(Family, state);
}
