using System.Management.Automation;
using Rimuru.Core.Currencies;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets sessions with their usage, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruSession")]
[OutputType(typeof(Session))]
public sealed class GetRimuruSessionCommand : ConvertingCmdlet
{
    private readonly HashSet<(string Agent, string SessionId)> written = [];
    private readonly HashSet<string> unpriced = [];
    private readonly List<Session> candidates = [];
    private bool isConverted;

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

    private protected override bool IsSession(string text) => !Engine.Agents.Known.Contains(text, StringComparer.OrdinalIgnoreCase);

    private protected override void Answer(ReportFilter filter)
    {
        CostConverter? converter = Converter(filter);
        isConverted = converter is not null;
        foreach (Session found in Selection.OfStatus(Engine.Reports.Sessions(filter, Active, StopToken, CostSource), Status))
        {
            if (!written.Add((found.Agent, found.SessionId)))
                continue;
            Session session = converter?.Convert(found) ?? found;
            if (Newest > 0)
                candidates.Add(session);
            else
                Write(session);
        }

        Warn(converter);
    }

    private void Write(Session session)
    {
        if (session.UnpricedRequests > 0)
            unpriced.Add(session.SessionId);
        if (isConverted)
            WriteConverted(session, ConvertedViews.Session);
        else
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
