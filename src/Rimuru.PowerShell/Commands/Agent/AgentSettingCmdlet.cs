using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Config;
using Rimuru.Core.Pool;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>
/// A cmdlet that changes the settings of agents in the user's configuration. Each change applies from the next command on.
/// </summary>
public abstract class AgentSettingCmdlet : RimuruCmdlet
{
    private protected AgentSettingCmdlet() { }

    /// <summary>The agents.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[] Agent { get; set; } = [];

    /// <summary>Return the changed agents.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override TimeZoneInfo Zone => With(engine => engine.Config.Zone);

    private protected sealed override void Process()
    {
        foreach (string name in Agent)
        {
            try
            {
                With(engine =>
                {
                    engine.Agents.CheckName(name);
                    return true;
                });
            }
            catch (RimuruException e)
            {
                Report(e, name);
                continue;
            }

            foreach (string agent in With(engine => engine.Agents.Named([name])))
            {
                bool isChanged = Change(agent);
                if (PassThru && isChanged)
                    WriteObject(With(engine => engine.Agents.List(StopToken).Single(known => known.Name == agent)));
            }
        }
    }

    /// <summary>Changes one agent; false if the change was not made.</summary>
    private protected abstract bool Change(string agent);

    /// <summary>Uses an engine with the current configuration.</summary>
    private protected static T With<T>(Func<RimuruEngine, T> work)
    {
        using EngineLease lease = EngineShelf.Take(null, null);
        return work(lease.Engine);
    }

    /// <summary>Warns if a stronger source of settings keeps a change from having an effect.</summary>
    private protected void WarnOf(string? stronger, string file)
    {
        if (stronger is not null)
            WriteWarning(ConfigurationService.ExplainOverride(file, stronger));
    }
}
