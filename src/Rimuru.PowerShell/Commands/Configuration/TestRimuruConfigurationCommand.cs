using System.Management.Automation;
using Rimuru.Core;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Tests every source of the configuration, and finds all errors in it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RimuruConfiguration")]
[OutputType(typeof(ConfigurationCheck), typeof(bool))]
public sealed class TestRimuruConfigurationCommand : RimuruCmdlet
{
    /// <summary>Return only true or false: whether Rimuru can use the configuration.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        if (Quiet)
            WriteObject(QuietAnswer.Of(() => RimuruEngine.Configuration().Check().All(check => check.Passed)));
        else
            WriteAll(RimuruEngine.Configuration().Check());
    }
}
