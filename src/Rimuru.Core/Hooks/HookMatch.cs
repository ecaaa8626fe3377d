using Rimuru.Core.Events;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Hooks;

/// <summary>Which events are for which hooks.</summary>
internal static class HookMatch
{
    /// <summary>True if the event is one that the hook wants, and no consequence of the hook itself.</summary>
    public static bool IsFor(Hook hook, RimuruEvent told, string cause)
    {
        bool isNews = told.Time >= hook.Registered || (hook.IncludesHistory && told is SessionFacts);
        return isNews && hook.Event.Contains(told.Kind) && HookCauses.Admits(cause, hook.Name) && HasNames(hook, told);
    }

    /// <summary>The usage that has the hook's names.</summary>
    public static ReportFilter FilterOf(Hook hook) =>
        new()
        {
            Agent = hook.Agent,
            Model = hook.Model,
            Project = hook.Project,
            Branch = hook.Branch,
            Machine = hook.Machine,
            User = hook.User,
        };

    private static bool HasNames(Hook hook, RimuruEvent told)
    {
        // An alert tells its own hook, and every other hook that wants thresholds.
        if (hook.Handler == HookHandler.CostAlert && !(told is CostThresholdEvent alert && IsSame(alert.Name, hook.Name)))
            return false;
        Subjects names = SubjectsOf(told);
        return (told is not CustomEvent custom || ReportFilter.Matches(hook.CustomName, custom.Name))
            && ReportFilter.Matches(hook.Agent, names.Agent)
            && ReportFilter.Matches(hook.Project, names.Project)
            && ReportFilter.Matches(hook.Branch, names.Branch)
            && ReportFilter.Matches(hook.Machine, names.Machine)
            && ReportFilter.Matches(hook.User, names.User)
            && (hook.Model.Count == 0 || names.Models.Any(model => ReportFilter.Matches(hook.Model, model)))
            && (hook.MinCost is not { } least || names.Cost >= least);
    }

    private static Subjects SubjectsOf(RimuruEvent told) =>
        told switch
        {
            SessionEndEvent end => OfSession(end) with { Models = end.Models, Cost = end.Cost },
            RunawayDetectedEvent runaway => OfSession(runaway) with
            {
                Models = runaway.Model is { } model ? [model] : [],
                Cost = runaway.Cost,
            },
            SessionFacts session => OfSession(session),
            CostRecordedEvent cost => new(cost.Agent, cost.Project, cost.Branch, cost.Machine, cost.User)
            {
                Models = cost.Model is { } model ? [model] : [],
                Cost = cost.Cost,
            },
            ThresholdFacts threshold => new(threshold.Agent, threshold.Project, null, null, null)
            {
                Models = threshold.Model is { } model ? [model] : [],
                Cost = threshold.Unit == BudgetUnit.USD ? threshold.Spent : null,
            },
            AgentFacts agent => new(agent.Agent, null, null, agent.Machine, agent.User),
            ConfigurationChangedEvent changed => new(null, null, null, changed.Machine, changed.User),
            _ => new(null, null, null, null, null),
        };

    private static Subjects OfSession(SessionFacts session) =>
        new(session.Agent, session.Project, session.Branch, session.Machine, session.User);

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>What an event is about.</summary>
    private sealed record Subjects(string? Agent, string? Project, string? Branch, string? Machine, string? User)
    {
        public IReadOnlyList<string> Models { get; init; } = [];

        public decimal? Cost { get; init; }
    }
}
