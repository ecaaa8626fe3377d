using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Metrics;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets what machine and agents do: processors, memory, sessions, tokens and cost a minute.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruMetric", DefaultParameterSetName = "Kept")]
[OutputType(typeof(MetricRecord), ParameterSetName = ["Kept"])]
[OutputType(typeof(SystemMetrics), ParameterSetName = ["Now"])]
public sealed class GetRimuruMetricCommand : LedgerCmdlet
{
    /// <summary>Only these.</summary>
    [Parameter(ParameterSetName = "Kept", Position = 0)]
    [ValidateNotNullOrEmpty]
    public MetricName[] Name { get; set; } = Enum.GetValues<MetricName>();

    /// <summary>Only what was measured of these agents.</summary>
    [Parameter(ParameterSetName = "Kept")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    /// <summary>Only what was measured on these machines.</summary>
    [Parameter(ParameterSetName = "Kept")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public string[]? Machine { get; set; }

    /// <summary>Start of the range.</summary>
    [Parameter(ParameterSetName = "Kept")]
    [Alias("After")]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? Since { get; set; }

    /// <summary>End of the range.</summary>
    [Parameter(ParameterSetName = "Kept")]
    [Alias("Before")]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? Until { get; set; }

    /// <summary>The length of the parts.</summary>
    [Parameter(ParameterSetName = "Kept")]
    [DurationTransformation]
    public TimeSpan? Step { get; set; }

    /// <summary>Measure now.</summary>
    [Parameter(ParameterSetName = "Now", Mandatory = true)]
    public SwitchParameter Now { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == "Now")
        {
            // What was done in the last minute is in logs that may not have been read.
            if (Engine.Agents.ExplainEmptyHome() is null)
                Refresh();
            WriteObject(Engine.Metrics.Measure(StopToken));
            return;
        }

        List<string> agents = Agent is null ? [] : KnownAgents(Names(Agent));
        if (Agent is not null && agents.Count == 0)
            return;
        DateTimeOffset now = Engine.Time.GetUtcNow();
        ReportFilter range = new ReportFilter
        {
            Since = Since is null ? null : TimeExpression.Parse(Since, "-Since", now, Zone),
            Until = Until is null ? null : TimeExpression.Parse(Until, "-Until", now, Zone),
        }.Check("-Since", "-Until", []);
        WriteAll(
            Engine.Metrics.Find(
                new MetricQuery
                {
                    Names = Name,
                    Agents = agents,
                    Machines = Names(Machine),
                    Since = range.Since,
                    Until = range.Until,
                    Step = Step,
                },
                StopToken
            )
        );
    }
}
