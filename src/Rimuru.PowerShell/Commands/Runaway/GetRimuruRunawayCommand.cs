using System.Management.Automation;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets the sessions that ran away: that spent far more a minute than usual, or went in circles.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruRunaway")]
[OutputType(typeof(Runaway))]
public sealed class GetRimuruRunawayCommand : FilterCmdlet
{
    private protected override void Answer(ReportFilter filter)
    {
        foreach (Runaway runaway in Engine.Reports.Runaways(filter, StopToken))
            WriteObject(runaway);
    }
}
