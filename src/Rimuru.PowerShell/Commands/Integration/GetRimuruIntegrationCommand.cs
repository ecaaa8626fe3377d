using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Integrations;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets the features of Rimuru inside the user's agents.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruIntegration")]
[OutputType(typeof(Integration))]
public sealed class GetRimuruIntegrationCommand : RimuruCmdlet
{
    private readonly IntegrationService service = RimuruEngine.Integrations();

    /// <summary>Only these agents.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(IntegrationAgentCompleter))]
    public string[]? Agent { get; set; }

    /// <summary>Only these features.</summary>
    [Parameter(Position = 1)]
    public IntegrationFeature[]? Feature { get; set; }

    private protected override void Process()
    {
        string[] names = Names(Agent);
        if (names.Length == 0 && IsPiped)
            return;
        List<string> patterns =
            names.Length == 0
                ? ["*"]
                : Passing(
                    names,
                    name =>
                    {
                        if (!ReportFilter.IsPattern(name))
                            service.FeaturesOf(name, []);
                    }
                );
        WriteAll(
            service
                .All()
                .Where(one => patterns.Count > 0 && ReportFilter.Matches(patterns, one.Agent))
                .Where(one => Feature is null || Feature.Contains(one.Feature))
        );
    }
}
