using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Budgets;
using Rimuru.Core.Config;
using Rimuru.Core.Ingest;
using Rimuru.Core.Logging;
using Rimuru.Core.Reports;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Guard;

/// <summary>Decides whether an agent may go on, by the budgets that its call counts against.</summary>
/// <param name="ledger">Where what the session spent is read into.</param>
/// <param name="budgets">The budgets.</param>
/// <param name="reports">Tells which models a session has used.</param>
/// <param name="environment">The machine.</param>
/// <param name="config">The settings.</param>
/// <param name="log">Rimuru's own log.</param>
internal sealed class GuardService(
    LedgerService ledger,
    BudgetService budgets,
    ReportService reports,
    HostEnvironment environment,
    RimuruConfig config,
    ActivityLog log
)
{
    private readonly ProjectFolders projects = new(environment);

    /// <summary>True if the ledger is on a server, which may not answer for long.</summary>
    public bool IsRemote => ledger.File is null;

    /// <summary>The agent that calls; null for one that the guard does not know.</summary>
    public string? AgentOf(GuardCall call) => GuardAgents.Of(call, environment);

    /// <summary>The answer to a call as the agent understands it; null for none, with which the agent goes on.</summary>
    /// <param name="call">The call.</param>
    /// <param name="reading">How long the log of the session is read at most; the rest is read at the next call.</param>
    /// <param name="stop">Cancels the check.</param>
    public string? Ask(GuardCall call, TimeSpan reading, CancellationToken stop)
    {
        if (call.Event == GuardEvent.None || AgentOf(call) is not { } agent || !ledger.Exists)
            return null;
        Scope scope = ScopeOf(agent, call);
        List<Budget> counting = [.. budgets.Counting(null, call.Folder, Note).Where(budget => Covers(budget, scope))];
        if (counting.Count == 0)
            return null;
        ReadLog(agent, call, reading, stop);
        List<string> stops = [],
            warnings = [];
        GuardMemory memory = new(Path.Combine(config.Paths.DataFolder, "guard-warnings.txt"));
        foreach (Budget budget in counting.Where(budget => CoversModel(budget, call, stop)))
        {
            BudgetStatus status = budgets.Spent(budget, call.SessionId, config.Zone, stop);
            if (status.State == BudgetState.Exceeded)
                stops.Add(Explain(status));
            else if (status.State == BudgetState.Warning && call.Event == GuardEvent.Prompt)
            {
                if (memory.IsFirst(status, ledger.Name, call.SessionId))
                    warnings.Add($"The budget {BudgetErrors.Spent(status)}.");
            }
        }

        if (
            stops.Count == 0
            && GuardAnswer.ShowsWarnings(agent, call)
            && call.SessionId is { } id
            && reports.LoopOf(id, stop) is { } loop
            && memory.IsFirst(loop, ledger.Name, id)
        )
            warnings.Add($"This session seems to go in circles: its last {loop.Requests} requests are of one size.");

        if (stops.Count > 0)
        {
            log.Write(LogLevel.Info, LogArea.Ingest, $"Stopped {agent}: {stops[0]}");
            return GuardAnswer.Deny(agent, call, $"Rimuru stopped this. {string.Join(' ', stops)}");
        }

        return warnings.Count > 0 ? GuardAnswer.Warn(agent, call, $"Rimuru: {string.Join(' ', warnings)}") : null;
    }

    /// <summary>How the budgets stand that a call counts against, by what the ledger has.</summary>
    public IReadOnlyList<BudgetStatus> Standing(GuardCall call, CancellationToken stop)
    {
        Scope scope = ScopeOf(AgentOf(call) ?? "", call);
        return
        [
            .. budgets
                .Counting(null, call.Folder, Note)
                .Where(budget => Covers(budget, scope) && CoversModel(budget, call, stop))
                .Select(budget => budgets.Spent(budget, call.SessionId, config.Zone, stop)),
        ];
    }

    /// <summary>The project and the git branch of a call.</summary>
    public (string? Project, string? Branch) PlaceOf(GuardCall call) =>
        (projects.Of(call.Folder), call.Folder is null ? null : GitBranch.Of(call.Folder, projects));

    private void Note(string message) => log.Write(LogLevel.Warning, LogArea.Ingest, message);

    private Scope ScopeOf(string agent, GuardCall call)
    {
        (string? project, string? branch) = PlaceOf(call);
        return new Scope(agent, project, branch);
    }

    /// <summary>True if usage of the call counts against the budget, whatever its model is.</summary>
    private bool Covers(Budget budget, Scope scope) =>
        ReportFilter.Matches(budget.Agent, scope.Agent)
        && ReportFilter.Matches(budget.Project, scope.Project)
        && ReportFilter.Matches(budget.Branch, scope.Branch)
        && ReportFilter.Matches(budget.Machine, environment.MachineName)
        && ReportFilter.Matches(budget.User, environment.UserName);

    /// <summary>
    /// True too if the session has used a model of the budget: few agents tell the model, and one that is not known must not be stopped.
    /// </summary>
    private bool CoversModel(Budget budget, GuardCall call, CancellationToken stop)
    {
        if (budget.Model.Count == 0 && budget.Provider.Count == 0)
            return true;
        if (call.Model is { } model && !ReportFilter.Matches(budget.Model, model))
            return false;
        if (call.Model is not null && budget.Provider.Count == 0)
            return true;
        if (call.SessionId is null)
            return false;
        ReportFilter used = new()
        {
            Model = budget.Model,
            Provider = budget.Provider,
            SessionId = [call.SessionId],
        };
        return reports.Costs(new CostQuery { By = [], Filter = used }).Run(stop).Any();
    }

    /// <summary>Reads what the session spent until now. If that fails or takes too long, what the ledger has counts.</summary>
    private void ReadLog(string agent, GuardCall call, TimeSpan reading, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(reading);
        try
        {
            ledger.ReadLog(agent, call.Transcript, call.SessionId, limit.Token);
        }
        catch (Exception e) when (e is RimuruException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            log.Write(LogLevel.Warning, LogArea.Ingest, $"The guard could not read the session of {agent}: {e.Message}");
        }
    }

    private string Explain(BudgetStatus status)
    {
        string lift = status.File is { } file
            ? $"It is set in {file}."
            : $"To go on now, raise it with {Terms.SetBudget.For(Face.Command)}, or remove it.";
        return $"The budget {BudgetErrors.Spent(status)}. {EndOf(status)} {lift}";
    }

    private string EndOf(BudgetStatus status) =>
        status.Window switch
        {
            BudgetWindow.Session => "It is for each session: a new one has all of it again.",
            BudgetWindow.Total => "Its window has no end.",
            BudgetWindow.FiveHours or BudgetWindow.SevenDays => "It counts what was spent in the "
                + (status.Window == BudgetWindow.FiveHours ? "five hours" : "seven days")
                + " before now.",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"Its window ends on {TimeZoneInfo.ConvertTime(status.WindowEnd ?? default, config.Zone):yyyy-MM-dd HH:mm zzz}."
            ),
        };

    /// <summary>What usage of a call will be recorded as.</summary>
    private sealed record Scope(string Agent, string? Project, string? Branch);
}
