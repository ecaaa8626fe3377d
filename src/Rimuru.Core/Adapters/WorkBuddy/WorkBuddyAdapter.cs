using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.CodeBuddy;
using Rimuru.Core.Config;
using Rimuru.Core.Derived;

namespace Rimuru.Core.Adapters.WorkBuddy;

/// <summary>WorkBuddy: of CodeBuddy's family, with the same logs.</summary>
internal sealed class WorkBuddyAdapter() : DerivedAdapter(new CodeBuddyAdapter(), WorkBuddyIdentity.Record)
{
    public override string Name => WorkBuddyIdentity.Agent;

    public override string DisplayName => "WorkBuddy";

    public override AgentProgram Program => new("workbuddy");

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        WorkBuddyLocations.Roots(environment, configured);
}
