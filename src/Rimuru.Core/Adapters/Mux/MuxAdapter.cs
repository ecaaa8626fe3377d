using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Mux;

/// <summary>Mux: logs per workspace, with the usage of each turn, and sums that outlive them.</summary>
internal sealed class MuxAdapter : AgentAdapter
{
    public override string Name => MuxIdentity.Agent;

    public override string DisplayName => "Mux";

    public override AgentProgram Program => new("mux") { Packages = ["mux"], AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => MuxIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        MuxLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => MuxLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        MuxLocations.IsSum(path) ? new MuxSumReader() : new MuxReader(path);

    public override IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    ) => MuxSums.Resolve(sources);

    public override IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals) => MuxSums.Infer(totals);
}
