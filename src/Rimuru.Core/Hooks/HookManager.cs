using Rimuru.Core.Budgets;
using Rimuru.Core.Config;
using Rimuru.Core.Credentials;
using Rimuru.Core.Errors;
using Rimuru.Core.Events;
using Rimuru.Core.Hooks.Handlers;
using Rimuru.Core.Logging;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Hooks;

/// <summary>The hooks of a ledger: register, list and remove them, send events, and deliver what has happened.</summary>
internal sealed class HookManager
{
    /// <summary>Names the hooks that a process runs for: what it changes is no news to them.</summary>
    public const string CauseVariable = "RIMURU_HOOK";

    private readonly LedgerConnection ledger;
    private readonly ReportService reports;
    private readonly BudgetService budgets;
    private readonly CredentialService credentials;
    private readonly RimuruConfig config;
    private readonly ActivityLog log;
    private readonly TrustedHooks trusted;
    private IReadOnlyCollection<string>? lastFound;
    private readonly IHookHandler[] handlers;

    public HookManager(
        LedgerConnection ledger,
        ReportService reports,
        BudgetService budgets,
        CredentialService credentials,
        HostEnvironment environment,
        RimuruConfig config,
        ActivityLog log,
        params IReadOnlyList<IHookHandler> more
    )
    {
        this.ledger = ledger;
        this.reports = reports;
        this.budgets = budgets;
        this.credentials = credentials;
        this.config = config;
        this.log = log;
        trusted = new TrustedHooks(environment);
        ledger.Options.Cause = HookCauses.Given(environment.Variable(CauseVariable));
        handlers =
        [
            new SessionLogHandler(environment),
            new CostAlertHandler(),
            new WebhookHandler(),
            new MetricsExportHandler(environment),
            new MailHandler(),
            new DesktopHandler(environment),
            new ScriptHandler(environment, () => Shell),
            new ActionHandler(() => Actions),
            .. more,
        ];
    }

    /// <summary>The program of PowerShell and its first arguments; null if the host is not PowerShell.</summary>
    public IReadOnlyList<string>? Shell { get; set; }

    /// <summary>Measures this machine and its agents; null where that is turned off.</summary>
    public Func<CancellationToken, SystemMetrics?> Measure { get; set; } = _ => null;

    /// <summary>The hooks that the running command belongs to, separated by commas: what it changes is no news to them.</summary>
    public string Cause => Options.Cause;

    /// <summary>Begins a command that these hooks run, separated by commas; none if it is empty.</summary>
    public void BeginWithin(string hooks) => Options.Cause = HookCauses.Given(hooks);

    /// <summary>The script blocks of this session by the keys of their hooks.</summary>
    public IReadOnlyDictionary<string, Func<RimuruEvent, HookResult>> Actions { get; set; } =
        new Dictionary<string, Func<RimuruEvent, HookResult>>();

    private LedgerOptions Options => ledger.Options;

    private DateTimeOffset Now => Options.Time.GetUtcNow();

    /// <summary>The time as the ledger keeps times.</summary>
    private DateTimeOffset NowInLedger => DateTimeOffset.FromUnixTimeMilliseconds(Now.ToUnixTimeMilliseconds());

    private string? User => Options.Sharing.User(Options.User);

    /// <summary>All hooks, by name; none if there is no ledger.</summary>
    public IReadOnlyList<Hook> All() => ledger.Exists ? ledger.Ledger.Events.Read(All) : [];

    /// <summary>The hooks with a name, which may have wildcards. E15001: none has it.</summary>
    public IReadOnlyList<Hook> Named(string name)
    {
        IReadOnlyList<Hook> all = All();
        List<Hook> found = [.. all.Where(hook => ReportFilter.Matches([name], hook.Name))];
        if (found.Count > 0 || ReportFilter.IsPattern(name))
            return found;
        string hint = Spelling.Hint(name, all.Select(hook => hook.Name));
        throw new RimuruException(ErrorCodes.HookNotFound, $"There is no hook '{name}'.{hint}", name);
    }

    /// <summary>The values that a setting may have, of any handler; empty if it may have any.</summary>
    public IEnumerable<string> ValuesOf(string setting) =>
        handlers
            .SelectMany(handler => handler.Settings)
            .Where(known => known.Name.Equals(setting, StringComparison.OrdinalIgnoreCase))
            .SelectMany(known => known.Values)
            .Distinct();

    /// <summary>The hook as it would be registered. E15002: something of it is not valid. Writes nothing.</summary>
    public Hook Preview(Hook hook)
    {
        IHookHandler handler = HandlerOf(hook.Handler);
        string name = hook.Name.Trim();
        if (!AsciiName.IsValid(name))
            throw Invalid($"'{name}' is not the name of a hook: it must be {AsciiName.Form}.", name);
        if (hook.Timeout <= TimeSpan.Zero || hook.Timeout > HookText.LongestTimeout)
            throw Invalid($"The hook {name} may take up to ten minutes.", nameof(hook.Timeout));
        return handler.Check(
            hook with
            {
                Name = name,
                Event = hook.Event.Count > 0 ? [.. hook.Event.Distinct()] : handler.UsualEvents,
                OnMachine = handler.IsOfMachine ? Options.Machine : hook.OnMachine,
                OfUser = handler.IsOfMachine ? User : hook.OfUser,
            }
        );
    }

    /// <summary>What to say of the credentials of a hook that no source has: they may come, but until then every delivery fails.</summary>
    public IEnumerable<string> MissingCredentials(Hook hook)
    {
        foreach (HookSetting setting in HandlerOf(hook.Handler).Settings.Where(setting => setting.IsSecret))
        {
            if (hook.Setting.GetValueOrDefault(setting.Name) is not { } name)
                continue;
            string? problem = null;
            try
            {
                credentials.Require(name, $"{setting.Name} of the hook {hook.Name}");
            }
            catch (RimuruException e)
            {
                problem = e.Message;
            }

            if (problem is not null)
                yield return problem;
        }
    }

    /// <summary>
    /// Registers a hook, or replaces the one with its name. What happened before is not for it, unless the past is wanted. E15002:
    /// something of it is not valid. E1006: the login may only read.
    /// </summary>
    public Hook Register(Hook wanted, bool withPast, CancellationToken stop)
    {
        Hook hook = Preview(wanted);
        if (withPast && !hook.Event.Any(IsAboutSessions))
            throw Invalid("Only events of sessions can be had for the past.", nameof(withPast));
        ILedger open = Writable(stop);
        EventObserver observer = Observer(open);
        observer.LookBefore(hook, lastFound, stop);
        hook = hook with { Registered = NowInLedger, IncludesHistory = withPast };
        string? script = hook.Setting.GetValueOrDefault(ScriptHandler.PathSetting);
        Hook kept = WithoutScript(hook);
        string id = open.Events.Change(
            table =>
            {
                FollowFor(hook, table, observer);
                table.Remove(hook.Name);
                table.Save(HookText.Write(kept, withPast ? 0 : table.Last));
                return table.Ledger;
            },
            stop
        );
        if (hook.Handler != HookHandler.Action)
            trusted.Add(id, kept, hook.Handler == HookHandler.Script ? script : null);
        if (withPast)
            observer.TellPast(hook, stop);
        return hook with { Trusted = true };
    }

    /// <summary>Begins to follow sessions, if the hook is the first that wants to know of them.</summary>
    private static void FollowFor(Hook hook, EventTable table, EventObserver observer)
    {
        if (hook.Event.Any(IsAboutSessions) && !table.Wishes().IsAboutSessions)
            table.FollowAll(observer.EndedBefore);
    }

    /// <summary>Removes a hook. E1006: the login may only read.</summary>
    public void Unregister(Hook hook, CancellationToken stop)
    {
        string id = Writable(stop)
            .Events.Change(
                table =>
                {
                    table.Remove(hook.Name);
                    return table.Ledger;
                },
                stop
            );
        trusted.Remove(id, WithoutScript(hook));
    }

    /// <summary>Enables a hook from now on, and trusts it as it is now; what happened meanwhile is not for it.</summary>
    public void Enable(Hook hook, CancellationToken stop)
    {
        if (hook.Event.Count == 0)
            throw Invalid($"The hook {hook.Name} is not one that this Rimuru knows.", hook.Name);
        if (hook.Handler == HookHandler.Script && !hook.Trusted)
            throw Invalid($"The script of the hook {hook.Name} was registered by another user or machine, or otherwise.", hook.Name);
        ILedger open = Writable(stop);
        EventObserver observer = Observer(open);
        observer.LookBefore(hook, lastFound, stop);
        string id = open.Events.Change(
            table =>
            {
                if (!hook.Enabled)
                {
                    FollowFor(hook, table, observer);
                    Hook next = WithoutScript(hook) with { Enabled = true, Registered = NowInLedger, IncludesHistory = false };
                    table.Save(HookText.Write(next, table.Last));
                }

                return table.Ledger;
            },
            stop
        );
        if (hook.Handler is not (HookHandler.Script or HookHandler.Action))
            trusted.Add(id, hook, null);
    }

    /// <summary>Disables a hook.</summary>
    public void Disable(Hook hook, CancellationToken stop) => Writable(stop).Events.Change(table => table.Disable(hook.Name), stop);

    /// <summary>Sends a hook a sample of the first kind of event that it wants.</summary>
    public HookRun Test(Hook hook, Action<string> warn, CancellationToken stop)
    {
        if (!hook.Trusted)
            throw Invalid(Untrusted(hook), hook.Name);
        return Deliverer(ledger.Open(stop), warn).Sample(hook, SampleEvents.Of(hook, Options, Now), stop);
    }

    /// <summary>Sends an event with a name of its own. False if no hook wants one.</summary>
    public bool Raise(CustomEvent told, CancellationToken stop) => Send(Writable(stop), told, stop);

    /// <summary>Tells hooks that models and prices were fetched.</summary>
    public void Tell(ModelSyncCompletedEvent told, CancellationToken stop)
    {
        if (!ledger.Exists || ledger.IsReadOnly(stop))
            return;
        Send(ledger.Open(stop), told, stop);
    }

    /// <summary>Writes an event that happens now, each time another one; false if no hook wants it.</summary>
    private bool Send(ILedger open, RimuruEvent told, CancellationToken stop)
    {
        if (!open.Events.Read(table => table.Wishes().Wants(told.Kind)))
            return false;
        DateTimeOffset now = Now;
        StoredEvent stored = StoredEvent.Of(Guid.NewGuid().ToString("N"), told with { Time = now }) with { Cause = Options.Cause };
        return open.Events.Change(table => table.Add(stored, now.ToUnixTimeMilliseconds()), stop);
    }

    /// <summary>What became of events at hooks, latest first.</summary>
    public IEnumerable<HookRun> Runs(CancellationToken stop)
    {
        if (!ledger.Exists)
            return [];
        EventStore events = ledger.Open(stop).Events;
        string id = events.Read(table => table.Ledger);
        return events
            .Read(table => table.Runs())
            .Select(row => (row.Run, Event: EventText.Find(row.Event, id)))
            .Where(row => row.Event is not null)
            .Select(row => HookDeliverer.RunOf(row.Run, row.Event!));
    }

    /// <summary>Sends the event of a run again. E15001: the hook or the event is gone.</summary>
    public HookRun Again(HookRun run, Action<string> warn, CancellationToken stop)
    {
        Hook hook = Named(run.Hook).Single(hook => hook.Name.Equals(run.Hook, StringComparison.OrdinalIgnoreCase));
        if (!hook.Trusted)
            throw Invalid(Untrusted(hook), hook.Name);
        ILedger open = Writable(stop);
        StoredEvent stored =
            open.Events.Read(table => table.Find(run.EventId))
            ?? throw new RimuruException(ErrorCodes.HookNotFound, $"The event {run.EventId} is no longer kept.", run.EventId);
        return Deliverer(open, warn).Again(hook, stored, open.Events.Read(table => table.Run(hook.Name, run.EventId)), stop);
    }

    /// <summary>Looks for what happened without a row that tells it, such as a session that has stayed ended.</summary>
    /// <param name="results">What was read; null if nothing was.</param>
    /// <param name="warn">Called if it did not work, which does not fail the command that reads.</param>
    /// <param name="stop">Cancels it.</param>
    public void Observe(IReadOnlyList<SyncResult>? results, Action<string>? warn, CancellationToken stop)
    {
        try
        {
            Observe(results, stop);
        }
        catch (RimuruException e)
        {
            log.Write(LogLevel.Warning, LogArea.Hooks, $"Looked for events: {e.Message}", e.Code);
            warn?.Invoke($"Hooks were not told of all that happened: {e.Message}");
        }
    }

    private void Observe(IReadOnlyList<SyncResult>? results, CancellationToken stop)
    {
        lastFound = results is null ? null : [.. results.Where(result => result.FilesFound > 0).Select(result => result.Agent)];
        if (!ledger.Exists || ledger.IsReadOnly(stop))
            return;
        ILedger open = ledger.Open(stop);
        List<Hook> hooks = open.Events.Read(All);
        if (hooks.Count == 0)
            return;
        Tidy(open, hooks, stop);
        Observer(open).Look(lastFound, hooks, stop);
    }

    /// <summary>Removes the hooks of sessions that are over, and from time to time the events that are too old.</summary>
    private void Tidy(ILedger open, List<Hook> hooks, CancellationToken stop)
    {
        List<Hook> over = hooks.FindAll(hook =>
            hook.Handler == HookHandler.Action && hook.OnMachine == Options.Machine && !ActionHandler.IsAlive(hook)
        );
        if (over.Count > 0)
            open.Events.Change(table => over.ForEach(hook => table.Remove(hook.Name)), stop);
        hooks.RemoveAll(over.Contains);
        DateTimeOffset now = Now;
        long nowMs = now.ToUnixTimeMilliseconds();
        if (open.Models.TryLease("old events", Guid.NewGuid().ToString("N"), nowMs, now.AddHours(1).ToUnixTimeMilliseconds()))
            open.Events.Change(table => table.Expire(now.AddDays(-config.EventDays).ToUnixTimeMilliseconds()), stop);
    }

    /// <summary>Delivers what is due to the hooks of this machine; returns what was tried.</summary>
    /// <param name="actionsOnly">True for the script blocks of this session alone, which use no network.</param>
    /// <param name="warn">Tells the person who runs the command something.</param>
    /// <param name="stop">Cancels it.</param>
    public IReadOnlyList<HookRun> Deliver(bool actionsOnly, Action<string> warn, CancellationToken stop)
    {
        if (!ledger.Exists || ledger.IsReadOnly(stop))
            return [];
        ILedger open = ledger.Open(stop);
        List<Hook> mine = [.. open.Events.Read(All).Where(hook => IsMine(hook) && (!actionsOnly || hook.Handler == HookHandler.Action))];
        if (mine.Count == 0)
            return [];
        return Deliverer(open, warn).Run(mine, stop);
    }

    /// <summary>Why a hook is not delivered here, and what to do about it.</summary>
    public static string Untrusted(Hook hook) =>
        $"This machine does not deliver the hook {hook.Name}, since it is not you who registered it here as it is now. To let it: "
        + $"{Wording.Terms.EnableHook with { CmdletArguments = " " + hook.Name, VerbArguments = " " + hook.Name }}.";

    private bool IsMine(Hook hook) =>
        hook is { Enabled: true, Trusted: true }
        && (hook.OnMachine is null || hook.OnMachine == Options.Machine)
        && (hook.OfUser is null || hook.OfUser == User)
        && (hook.Handler != HookHandler.Action || Actions.ContainsKey(ActionHandler.KeyOf(hook)));

    private List<Hook> All(EventTable table)
    {
        // Most ledgers have none, and every command that reads logs asks.
        List<StoredHook> stored = table.Hooks();
        if (stored.Count == 0)
            return [];
        TrustedHooks.Known known = trusted.Read();
        string id = table.Ledger;
        return stored.ConvertAll(hook => AsHere(HookText.Read(hook), id, known));
    }

    /// <summary>A hook with what only this machine knows of it.</summary>
    private static Hook AsHere(Hook hook, string ledgerId, TrustedHooks.Known known)
    {
        string hash = TrustedHooks.HashOf(ledgerId, hook);
        Hook here = hook with { Trusted = hook.Handler == HookHandler.Action || known.Definitions.Contains(hash) };
        return known.Paths.TryGetValue(hash, out string? path)
            ? here with
            {
                Setting = new Dictionary<string, string>(hook.Setting) { [ScriptHandler.PathSetting] = path },
            }
            : here;
    }

    /// <summary>The hook as the ledger keeps it: where a script lies is nobody else's business.</summary>
    internal static Hook WithoutScript(Hook hook) =>
        hook.Handler != HookHandler.Script
            ? hook
            : hook with
            {
                Setting = hook.Setting.Where(setting => setting.Key != ScriptHandler.PathSetting).ToDictionary(),
            };

    private IHookHandler HandlerOf(HookHandler kind) =>
        Array.Find(handlers, handler => handler.Kind == kind) ?? throw Invalid($"There is no handler {kind}.", nameof(Hook.Handler));

    private EventObserver Observer(ILedger open) => new(open, Options, reports, budgets, config);

    private HookDeliverer Deliverer(ILedger open, Action<string> warn) =>
        new(
            open,
            Options,
            HandlerOf,
            new HookMeans(
                (name, origin) => credentials.Require(name, origin).Secret,
                query => [.. reports.Costs(query).Run(ledger.Stop)],
                () => [.. budgets.All().SelectMany(budget => budgets.SpentByPart(budget, config.Zone, ledger.Stop))],
                Measure,
                warn,
                Options.Time,
                config.Zone
            ),
            log
        );

    private ILedger Writable(CancellationToken stop)
    {
        ILedger open = ledger.Open(stop);
        return open.IsReadOnly ? throw ledger.MayOnlyRead() : open;
    }

    private static bool IsAboutSessions(EventKind kind) => kind is EventKind.SessionStart or EventKind.SessionEnd;

    private static RimuruException Invalid(string message, string target) => new(ErrorCodes.HookInvalid, message, target);
}
