using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>A cmdlet that queries a part of the ledger. Piped sessions are answered together at the end, in one pass.</summary>
public abstract class FilterCmdlet : SelectingCmdlet
{
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ReportFilter Filter, HashSet<string> Sessions)> pipedSessions = new(StringComparer.Ordinal);
    private ReportFilter window = new();
    private NameCheck? nameCheck;
    private TimeZoneInfo? zone;

    private protected FilterCmdlet() { }

    /// <summary>The zone of hours, days, weeks, months and years, and of all times, such as <c>Europe/Berlin</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>False if the output does not depend on prices.</summary>
    private protected virtual bool HasPrices => true;

    private protected override TimeZoneInfo Zone => zone ??= TimeZone is null ? base.Zone : TimeExpression.Zone(TimeZone, "-TimeZone");

    private protected sealed override void Begin()
    {
        NoteTyped();
        Check();
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
        bool isOfObject = IsPiped || IsTyped(nameof(InputObject));
        if (isOfObject && Refusal() is { } refusal)
        {
            Report(refusal, InputObject);
            return;
        }

        ReportFilter named = Selected();
        if (isOfObject && !SelectsSomething)
            return;
        (DateTimeOffset? since, DateTimeOffset? until) = Input?.Period(Engine.Time.GetUtcNow(), Zone) ?? default;
        ReportFilter within = named.Within(window).Within(new ReportFilter { Since = since, Until = until });
        if (within.IsOfNoTime)
            return;
        if (named.SessionId.Count == 0 || IsTyped(nameof(SessionId)))
        {
            if (answered.Add(within.Key))
                TryAnswer(within);
            return;
        }

        ReportFilter ofSessions = Typed(within);
        if (!pipedSessions.TryGetValue(ofSessions.Key, out var group))
            pipedSessions.Add(ofSessions.Key, group = (ofSessions, new HashSet<string>(StringComparer.OrdinalIgnoreCase)));
        group.Sessions.UnionWith(named.SessionId);
    }

    private protected sealed override void End()
    {
        foreach ((ReportFilter filter, HashSet<string> sessions) in pipedSessions.Values)
            TryAnswer(filter with { SessionId = [.. sessions] });
        Finish();
    }

    /// <summary>The error for an object that cannot be answered for; null if it can.</summary>
    private RimuruException? Refusal()
    {
        if (Input is not { } input)
            return null;
        if (input.IsList)
            return Wrong("-InputObject is a list. Pipe its objects instead.");
        return CanSelect
            ? input.Refuse(MyInvocation.MyCommand.Name)
            : Wrong($"The object {input} names no agent, model, project, machine, user, session or period.");
    }

    private static RimuruException Wrong(string message) => new(ErrorCodes.InvalidArgument, message, nameof(InputObject));

    /// <summary>The filter with only the names that were typed.</summary>
    private ReportFilter Typed(ReportFilter filter) =>
        filter with
        {
            Agent = IsTyped(nameof(Agent)) ? filter.Agent : [],
            Model = IsTyped(nameof(Model)) ? filter.Model : [],
            Project = IsTyped(nameof(Project)) ? filter.Project : [],
            Machine = IsTyped(nameof(Machine)) ? filter.Machine : [],
            User = IsTyped(nameof(User)) ? filter.User : [],
            SessionId = IsTyped(nameof(SessionId)) ? filter.SessionId : [],
        };

    private protected abstract void Answer(ReportFilter filter);

    /// <summary>Throws if the arguments do not go together, before anything is read.</summary>
    private protected virtual void Check() { }

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
