using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Registers additional folders of an agent's data: a second home, a network share, another user's folder.</summary>
[Cmdlet(VerbsLifecycle.Register, "RimuruAgent", SupportsShouldProcess = true)]
[OutputType(typeof(Agent))]
public sealed class RegisterRimuruAgentCommand : AgentSettingCmdlet
{
    /// <summary>The agent's own folder, such as <c>.claude</c>, or a home folder that contains it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Register a folder that does not exist yet.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool Change(string agent)
    {
        bool isChanged = false;
        string file = With(engine => engine.Agents.Settings.File);
        foreach (string path in Path)
        {
            try
            {
                string full = System.IO.Path.TrimEndingDirectorySeparator(PathArguments.Resolve(path, SessionState.Path, nameof(Path))!);
                if (!ShouldProcess($"{agent}: {full}", $"Register in {file}"))
                    continue;
                WarnOf(With(engine => engine.Agents.Settings.Register(agent, full, Force)), file);
                if (!With(engine => engine.Agents.Settings.HasData(agent, full)))
                    WriteWarning($"{full} has no data of {agent} yet. It will be read once it has.");
                isChanged = true;
            }
            catch (RimuruException e)
            {
                Report(e, path);
            }
        }

        return isChanged;
    }
}
