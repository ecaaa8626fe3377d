using System.Management.Automation;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets sessions with what they used, in the order in which they began.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruSession")]
[OutputType(typeof(Session))]
public sealed class GetRimuruSessionCommand : FilterCmdlet
{
    private readonly HashSet<(string Agent, string SessionId)> written = [];

    /// <summary>Only sessions that an agent is working in.</summary>
    [Parameter]
    public SwitchParameter Active { get; set; }

    private protected override void Answer(ReportFilter filter)
    {
        foreach (Session session in Engine.Sessions(filter, Active, StopToken))
        {
            if (written.Add((session.Agent, session.SessionId))) WriteObject(session);
        }
    }
}
