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
    private readonly Dictionary<Session, CostConverter?> candidates = new(ReferenceEqualityComparer.Instance);

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
        foreach (Session session in Selection.OfStatus(Engine.Reports.Sessions(filter, Active, StopToken, CostSource), Status))
        {
            if (!written.Add((session.Agent, session.SessionId)))
                continue;
            if (Newest > 0)
                candidates.Add(session, converter);
            else
                Write(session, converter);
        }

        Warn(converter);
    }

    private void Write(Session session, CostConverter? converter)
    {
        if (session.UnpricedRequests > 0)
            unpriced.Add(session.SessionId);
        if (converter is null)
            WriteObject(session);
        else
            WriteConverted(converter.Convert(session), ConvertedViews.Session);
    }

    private protected override void Finish()
    {
        foreach (Session session in Selection.Newest(candidates.Keys, Newest))
            Write(session, candidates[session]);
        foreach (CostConverter? converter in candidates.Values.Distinct())
            Warn(converter);
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
