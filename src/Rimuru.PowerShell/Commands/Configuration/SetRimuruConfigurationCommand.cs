using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Config;

namespace Rimuru.Commands;

/// <summary>Sets a key in the user's settings file, and changes nothing else in it.</summary>
[Cmdlet(VerbsCommon.Set, "RimuruConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(ConfigurationSetting))]
public sealed class SetRimuruConfigurationCommand : ConfigurationChangeCmdlet
{
    /// <summary>The value; several for a list.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(ConfigurationValueCompleter))]
    public string[] Value { get; set; } = [];

    private protected override string Describe(ConfigurationService configuration) =>
        $"Set to {configuration.Preview(Name, Value, "-Value")} in {configuration.File}";

    private protected override IReadOnlyList<string> Change(ConfigurationService configuration) => configuration.Set(Name, Value, "-Value");
}
