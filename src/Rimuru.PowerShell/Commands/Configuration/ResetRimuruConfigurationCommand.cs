using System.Management.Automation;
using Rimuru.Core.Config;

namespace Rimuru.Commands;

/// <summary>Removes a key from the user's settings file, so that its default applies.</summary>
[Cmdlet(VerbsCommon.Reset, "RimuruConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(ConfigurationSetting))]
public sealed class ResetRimuruConfigurationCommand : ConfigurationChangeCmdlet
{
    private protected override string Describe(ConfigurationService configuration) => $"Remove from {configuration.File}";

    private protected override IReadOnlyList<string> Change(ConfigurationService configuration) => configuration.Reset(Name);
}
