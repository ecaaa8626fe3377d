using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Measures sessions: number by status, durations, turns, requests, tokens and cost.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "RimuruSession")]
[OutputType(typeof(SessionSummary))]
public sealed class MeasureRimuruSessionCommand : RimuruCmdlet
{
    private readonly Dictionary<string, SessionStatistics> groups = new(StringComparer.Ordinal);
    private bool isRefused;

    /// <summary>The sessions to measure.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The properties to group by; one group for all sessions if omitted.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SessionPropertyCompleter))]
    public string[]? GroupBy { get; set; }

    private protected override void Process()
    {
        if (InputObject is null)
            return;
        if (SessionObject.Of(InputObject) is not { } session)
        {
            isRefused = true;
            Report(
                new RimuruException(ErrorCodes.InvalidArgument, $"The object {new PipedObject(InputObject)} is not a session."),
                InputObject
            );
            return;
        }

        string? group = PropertyGroup.NameOf(InputObject, GroupBy);
        if (!groups.TryGetValue(group ?? "", out SessionStatistics? statistics))
            groups.Add(group ?? "", statistics = new SessionStatistics(group));
        statistics.Add(session);
    }

    private protected override void End()
    {
        if (GroupBy is null && groups.Count == 0 && !isRefused)
            groups.Add("", new SessionStatistics());
        foreach (SessionStatistics group in groups.Values)
            WriteObject(group.Summarise());
    }
}
