using System.Management.Automation;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets sessions with their usage, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruSession")]
[OutputType(typeof(Session))]
public sealed class GetRimuruSessionCommand : FilterCmdlet
{
    private readonly HashSet<(string Agent, string SessionId)> written = [];
    private readonly HashSet<string> unpriced = [];
    private readonly List<Session> candidates = [];

    /// <summary>Only active sessions.</summary>
    [Parameter]
    public SwitchParameter Active { get; set; }

    /// <summary>Only sessions with these statuses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SessionStatus[] Status { get; set; } = [];

    /// <summary>Only this many sessions, those that started last.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Newest { get; set; }

    /// <summary>Which costs are used: the calculated or the reported ones.</summary>
    [Parameter]
    public CostSource CostSource { get; set; }

    private protected override bool IsSession(string text) => !Engine.Agents.Known.Contains(text, StringComparer.OrdinalIgnoreCase);

    private protected override void Answer(ReportFilter filter)
    {
        foreach (Session session in Selection.OfStatus(Engine.Reports.Sessions(filter, Active, StopToken, CostSource), Status))
        {
            if (!written.Add((session.Agent, session.SessionId)))
                continue;
            if (Newest > 0)
                candidates.Add(session);
            else
                Write(session);
        }
    }

    private void Write(Session session)
    {
        if (session.UnpricedRequests > 0)
            unpriced.Add(session.SessionId);
        WriteObject(session);
    }

    private protected override void Finish()
    {
        foreach (Session session in Selection.Newest(candidates, Newest))
            Write(session);
        if (unpriced.Count == 0)
            return;

        // A session has the number of its unpriced requests; the cost report has their models.
        CostReport report = Engine.Reports.Costs(
            new CostQuery
            {
                By = [CostGrouping.Model],
                Source = CostSource,
                Filter = new ReportFilter { SessionId = [.. unpriced] },
            }
        );
        UnpricedModels models = new();
        foreach (CostRecord _ in report.Run(StopToken)) { }

        foreach (UnpricedUsage usage in report.UnpricedModels.Values)
            models.Add(usage);
        if (models.WarningOf(CostSource) is { } warning)
            WriteWarning(warning);
    }
}
