using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>A cmdlet that queries a part of the ledger. Piped sessions are answered together at the end, in one pass.</summary>
public abstract class FilterCmdlet : SelectingCmdlet
{
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private readonly HashSet<string> pipedSessions = new(StringComparer.OrdinalIgnoreCase);
    private ReportFilter window = new();
    private ReportFilter? typedFilter;
    private NameCheck? nameCheck;

    private protected FilterCmdlet() { }

    /// <summary>False if the output does not depend on prices.</summary>
    private protected virtual bool HasPrices => true;

    /// <summary>The zone of days and of times without an offset.</summary>
    private protected virtual TimeZoneInfo Zone => TimeZoneInfo.Local;

    private protected sealed override void Begin()
    {
        NoteTyped();
        DateTimeOffset now = Engine.Time.GetUtcNow();
        window = new ReportFilter
        {
            Since = Since is null ? null : TimeExpression.Parse(Since, "-Since", now, Zone),
            Until = Until is null ? null : TimeExpression.Parse(Until, "-Until", now, Zone),
        }.Check("-Since", "-Until", []);
        base.Begin();
        if (HasPrices && !HasNothingToQuery)
            NoteStalePrices();
    }

    private protected sealed override void Process()
    {
        if (InputObject is not null && CostRecordGroup.Refuse(InputObject, MyInvocation.MyCommand.Name) is { } refusal)
        {
            Report(refusal, InputObject);
            return;
        }

        if (IsPiped && !NamesSomething)
            return;
        string[] sessions = Names(SessionId);
        ReportFilter named = window with
        {
            Agent = Names(Agent),
            Model = Names(Models),
            Project = Names(Project),
            Machine = Names(Machine),
            User = Names(User),
        };
        if (sessions.Length > 0 && !IsTyped(nameof(SessionId)))
        {
            pipedSessions.UnionWith(sessions);
            typedFilter ??= named with
            {
                Agent = IsTyped(nameof(Agent)) ? named.Agent : [],
                Model = IsTyped("Model") ? named.Model : [],
                Project = IsTyped(nameof(Project)) ? named.Project : [],
                Machine = IsTyped(nameof(Machine)) ? named.Machine : [],
                User = IsTyped(nameof(User)) ? named.User : [],
            };
        }
        else if (answered.Add(named.NamesKey))
            TryAnswer(named with { SessionId = sessions });
    }

    private protected sealed override void End()
    {
        if (typedFilter is not null)
            TryAnswer(typedFilter with { SessionId = [.. pipedSessions] });
        Finish();
    }

    private protected abstract void Answer(ReportFilter filter);

    private protected virtual void Finish() { }

    /// <summary>Answers for the names that are known; each other one is an error.</summary>
    private void TryAnswer(ReportFilter filter)
    {
        if (HasNothingToQuery)
            return;
        SessionNaming naming = Engine.Reports.SessionNaming();
        List<string> sessions = [];
        Passing(filter.SessionId, session => sessions.Add(naming.IdOf(session)));
        ReportFilter known = filter with
        {
            Agent = KnownAgents(filter.Agent),
            Model = Known(CostGrouping.Model, filter.Model),
            Project = Known(CostGrouping.Project, filter.Project),
            Machine = Known(CostGrouping.Machine, filter.Machine),
            User = Known(CostGrouping.User, filter.User),
            SessionId = sessions,
        };
        if (!known.IsWiderThan(filter))
            Answer(known);
    }

    private List<string> Known(CostGrouping grouping, IReadOnlyList<string> names) =>
        Passing(names, name => (nameCheck ??= Engine.Reports.NameCheck()).Check(grouping, name));
}
