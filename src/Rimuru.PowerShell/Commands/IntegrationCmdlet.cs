using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Integrations;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>The base of the cmdlets that change agents' files.</summary>
public abstract class IntegrationCmdlet : RimuruCmdlet
{
    private protected IntegrationCmdlet() { }

    /// <summary>The agents.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IntegrationAgentCompleter))]
    public string[] Agent { get; set; } = [];

    /// <summary>Return the features that were changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected IntegrationService Service { get; } = RimuruEngine.Integrations();

    private protected abstract IReadOnlyList<IntegrationFeature> Features { get; }

    private protected abstract string Action { get; }

    private protected abstract FileChange Preview(string agent, IntegrationFeature feature);

    private protected override void Process() =>
        Passing(
            Agent.SelectMany(Matching),
            agent => Array.ForEach([.. Service.FeaturesOf(agent, Features)], feature => Change(agent, feature))
        );

    private IEnumerable<string> Matching(string name) =>
        ReportFilter.IsPattern(name)
            ? Service.All().Select(one => one.Agent).Distinct().Where(agent => ReportFilter.Matches([name], agent))
            : [name];

    private void Change(string agent, IntegrationFeature feature)
    {
        FileChange change = Preview(agent, feature);
        string target = change.File.Path;
        if (
            !change.IsNone
            && !ShouldProcess($"{Action} {target}:\n{change.Lines}", $"{Action} {target}?\n{change.Lines}", MyInvocation.MyCommand.Name)
        )
            return;
        Integration result = Service.Apply(change);
        if (result is { Installed: true, Note: { } note })
            WriteWarning(note);
        if (PassThru)
            WriteObject(result);
    }
}
