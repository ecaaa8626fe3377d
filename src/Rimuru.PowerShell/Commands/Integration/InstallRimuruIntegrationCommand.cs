using System.Management.Automation;
using Rimuru.Core.Integrations;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Puts features of Rimuru into the user's agents.</summary>
[Cmdlet(VerbsLifecycle.Install, "RimuruIntegration", SupportsShouldProcess = true)]
[OutputType(typeof(Integration))]
public sealed class InstallRimuruIntegrationCommand : IntegrationCmdlet
{
    /// <summary>The features; without them the guard.</summary>
    [Parameter(Position = 1)]
    public IntegrationFeature[] Feature { get; set; } = [IntegrationFeature.Guard];

    /// <summary>Stop the agent also where the budgets cannot be checked.</summary>
    [Parameter]
    public SwitchParameter FailClosed { get; set; }

    /// <summary>The <c>rimuru</c> command that the agent is to run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Program { get; set; }

    private protected override IReadOnlyList<IntegrationFeature> Features => Feature;

    private protected override string Action => "Add to the agent's file";

    private protected override FileChange Preview(string agent, IntegrationFeature feature) =>
        Service.PreviewInstall(agent, feature, FailClosed, PathArguments.Resolve(Program, SessionState.Path, nameof(Program)));
}
