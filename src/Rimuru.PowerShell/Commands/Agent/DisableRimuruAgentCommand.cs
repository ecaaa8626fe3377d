using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Disables reading of agents. Their records stay in the ledger.</summary>
[Cmdlet(VerbsLifecycle.Disable, "RimuruAgent", SupportsShouldProcess = true)]
[OutputType(typeof(Agent))]
public sealed class DisableRimuruAgentCommand : AgentSettingCmdlet
{
    private protected override bool Change(string agent)
    {
        string file = With(engine => engine.Agents.Settings.File);
        if (!ShouldProcess(agent, $"Disable in {file}"))
            return false;
        WarnOf(With(engine => engine.Agents.Settings.Enable(agent, false)), file);
        return true;
    }
}
