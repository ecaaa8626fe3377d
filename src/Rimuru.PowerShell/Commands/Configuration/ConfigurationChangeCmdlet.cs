using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Config;

namespace Rimuru.Commands;

/// <summary>A cmdlet that changes a key in the user's settings file. A change applies from the next command on.</summary>
public abstract class ConfigurationChangeCmdlet : RimuruCmdlet
{
    private protected ConfigurationChangeCmdlet() { }

    /// <summary>The key, such as <c>sync.interval_hours</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConfigurationKeyCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Return the changed setting.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected sealed override void Process()
    {
        ConfigurationService configuration = RimuruEngine.Configuration();
        try
        {
            configuration.CheckName(Name, "-Name");
            if (!ShouldProcess(Name, Describe(configuration)))
                return;
            foreach (string warning in Change(configuration))
                WriteWarning(warning);
            if (PassThru)
                WriteObject(configuration.Settings.Single(setting => setting.Name == Name));
        }
        catch (RimuruException e)
        {
            Report(e, Name);
        }
    }

    /// <summary>What will be done to the key.</summary>
    private protected abstract string Describe(ConfigurationService configuration);

    /// <summary>Makes the change, and returns what the user should know of it.</summary>
    private protected abstract IReadOnlyList<string> Change(ConfigurationService configuration);
}
