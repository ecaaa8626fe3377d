using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Pi;
using Rimuru.Core.Config;
using Rimuru.Core.Derived;

namespace Rimuru.Core.Adapters.OhMyPi;

/// <summary>Oh My Pi: derived from Pi, with the same entries in its sessions and a few more.</summary>
internal sealed class OhMyPiAdapter() : DerivedAdapter(new PiAdapter(), OhMyPiIdentity.Record)
{
    public override string Name => OhMyPiIdentity.Agent;

    public override string DisplayName => "Oh My Pi";

    public override AgentProgram Program => new("omp") { Packages = ["@oh-my-pi/pi-coding-agent"] };

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        OhMyPiLocations.Roots(environment, configured);
}
