using System.Management.Automation;
using Rimuru.Core.Integrations;

namespace Rimuru.Commands;

/// <summary>Takes features of Rimuru out of the user's agents.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "RimuruIntegration", SupportsShouldProcess = true)]
[OutputType(typeof(Integration))]
public sealed class UninstallRimuruIntegrationCommand : IntegrationCmdlet
{
    /// <summary>The features; without them all.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public IntegrationFeature[] Feature { get; set; } = [];

    private protected override IReadOnlyList<IntegrationFeature> Features => Feature;

    private protected override string Action => "Take out of the agent's file";

    private protected override FileChange Preview(string agent, IntegrationFeature feature) => Service.PreviewRemove(agent, feature);
}
