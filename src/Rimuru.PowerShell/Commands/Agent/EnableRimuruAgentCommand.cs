using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Enables reading of agents that were disabled.</summary>
[Cmdlet(VerbsLifecycle.Enable, "RimuruAgent", SupportsShouldProcess = true)]
[OutputType(typeof(Agent))]
public sealed class EnableRimuruAgentCommand : AgentSettingCmdlet
{
    private protected override bool Change(string agent)
    {
        string file = With(engine => engine.Agents.Settings.File);
        if (!ShouldProcess(agent, $"Enable in {file}"))
            return false;
        WarnOf(With(engine => engine.Agents.Settings.Enable(agent, true)), file);
        return true;
    }
}
