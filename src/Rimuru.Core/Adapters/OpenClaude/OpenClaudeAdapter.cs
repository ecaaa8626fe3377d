using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.ClaudeCode;
using Rimuru.Core.Config;
using Rimuru.Core.Derived;

namespace Rimuru.Core.Adapters.OpenClaude;

/// <summary>OpenClaude: derived from Claude Code, with the same transcripts, for models of any provider.</summary>
internal sealed class OpenClaudeAdapter() : DerivedAdapter(new ClaudeCodeAdapter(), OpenClaudeIdentity.Record)
{
    public override string Name => OpenClaudeIdentity.Agent;

    public override string DisplayName => "OpenClaude";

    public override AgentProgram Program => new("openclaude") { Packages = ["@gitlawb/openclaude"] };

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        OpenClaudeLocations.Roots(environment, configured);
}
