using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Codex;
using Rimuru.Core.Config;
using Rimuru.Core.Derived;

namespace Rimuru.Core.Adapters.TraeX;

/// <summary>TraeX, the second CLI of TRAE: derived from Codex, with the same rollouts.</summary>
internal sealed class TraeXAdapter() : DerivedAdapter(new CodexAdapter(), TraeXIdentity.Record)
{
    public override string Name => TraeXIdentity.Agent;

    public override string DisplayName => "TRAE CLI";

    public override AgentProgram Program => new("traex", "traecli", "trae-cli");

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        TraeXLocations.Roots(environment, configured);
}
