using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Pi;
using Rimuru.Core.Config;
using Rimuru.Core.Derived;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.PrimeAgent;

/// <summary>Prime Agent: derived from Pi, with the same entries in its sessions.</summary>
internal sealed class PrimeAgentAdapter() : DerivedAdapter(new PiAdapter(), PrimeAgentIdentity.Record)
{
    public override string Name => PrimeAgentIdentity.Agent;

    public override string DisplayName => "Prime Agent";

    public override AgentProgram Program => new("prime") { AnswersBare = false };

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        PrimeAgentLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => PrimeAgentLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new PiReader(path, state, foldsUsage: true);
}
