using System.Collections.Concurrent;
using System.Management.Automation;
using Rimuru.Core;
using Rimuru.Core.Pool;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>A cmdlet that uses a ledger. It has an engine of its own, opened on first use.</summary>
public abstract class LedgerCmdlet : RimuruCmdlet
{
    private readonly ConcurrentQueue<string> notes = new();
    private EngineLease? lease;
    private TimeZoneInfo? zone;

    private protected LedgerCmdlet() { }

    /// <summary>Another home folder to read, with a ledger of its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HomePath { get; set; }

    /// <summary>The ledger: <c>sqlite:PATH</c> or <c>postgres://USER@HOST/DATABASE</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Database { get; set; }

    private protected RimuruEngine Engine => (lease ??= Lease()).Engine;

    private protected override TimeZoneInfo Zone => zone ??= Engine.Config.Zone;

    private protected override void Release() => lease?.Dispose();

    /// <summary>Runs the script blocks of hooks for what the command has caused, and for what was waiting.</summary>
    private protected sealed override void After()
    {
        if (lease is null || !HookActions.IsAnyHere || HookActions.Current.Running.Length > 0)
            return;
        try
        {
            if (!HookActions.Current.IsAbout(Engine.Ledger.Name))
                return;
            UseActions();
            Engine.Hooks.Deliver(actionsOnly: true, WriteWarning, StopToken);
        }
        catch (RimuruException e)
        {
            // The command is done: what its ledger's hooks could not be told is no error of it.
            WriteWarning($"Script blocks of hooks were not run: {e.Message}");
        }
    }

    /// <summary>Delivers what is due to hooks, those with script blocks included; returns what was tried.</summary>
    private protected IReadOnlyList<HookRun> DeliverHooks()
    {
        UseActions();
        Engine.Hooks.Shell ??= OwnPowerShell.Program(this);
        return Engine.Hooks.Deliver(actionsOnly: false, WriteWarning, StopToken);
    }

    private protected void UseActions() => Engine.Hooks.Actions = HookActions.Current.ForEngine(() => Engine.Hooks.Cause);

    private protected sealed override void WriteNotes()
    {
        while (notes.TryDequeue(out string? note))
            WriteWarning(note);
    }

    /// <summary>The parameters that name the ledger of this command, for another one.</summary>
    private protected IEnumerable<(string Name, string Value)> LedgerParameters
    {
        get
        {
            if (PathArguments.Resolve(HomePath, SessionState.Path, nameof(HomePath)) is { } home)
                yield return (nameof(HomePath), home);
            if (PathArguments.ResolveUrl(Database, SessionState.Path) is { } database)
                yield return (nameof(Database), database);
        }
    }

    private EngineLease Lease()
    {
        EngineLease taken = EngineShelf.Take(
            PathArguments.Resolve(HomePath, SessionState.Path, nameof(HomePath)),
            PathArguments.ResolveUrl(Database, SessionState.Path),
            StopToken
        );
        taken.Engine.Note = notes.Enqueue;
        taken.Engine.Vault = new SecretVault(this);
        taken.Engine.Plugins.Shell = OwnPowerShell.Find(this);
        taken.Engine.Hooks.BeginWithin(HookActions.RunningHere);
        return taken;
    }

    /// <summary>Reads what is new in the logs of these agents. Progress appears only if it takes long.</summary>
    private protected IReadOnlyList<SyncResult> Sync(IReadOnlyList<string> agents) =>
        Reading(progress => Engine.Ledger.Sync(agents, progress.Show, WriteWarning, StopToken));

    /// <summary>Updates the ledger from the logs of all agents, before a query; false if the login may only read.</summary>
    private protected bool Refresh() => Reading(progress => Engine.Ledger.Refresh(progress.Show, WriteWarning, StopToken)) is not null;

    private T Reading<T>(Func<SyncProgress, T> read)
    {
        SyncProgress progress = new(WriteProgress);
        try
        {
            return read(progress);
        }
        finally
        {
            if (!StopToken.IsCancellationRequested)
                progress.Complete();
        }
    }

    /// <summary>The budgets that count here, with those of a file if one is named.</summary>
    private protected IReadOnlyList<Budget> Budgets(string? file) =>
        Engine.Budgets.Counting(
            PathArguments.Resolve(file, SessionState.Path, "Path"),
            SessionState.Path.CurrentFileSystemLocation.ProviderPath,
            WriteWarning
        );

    /// <summary>Explains that no agent has data here and that there is no ledger; true if that is so.</summary>
    private protected bool WarnOfEmptyHome()
    {
        if (Engine.Agents.ExplainEmptyHome() is not { } explanation)
            return false;
        WriteWarning(explanation);
        return true;
    }

    /// <summary>Notes stale prices in the verbose output; the ledger is checked only if that is requested.</summary>
    private protected void NoteStalePrices()
    {
        bool isWanted = MyInvocation.BoundParameters.TryGetValue("Verbose", out object? verbose)
            ? verbose is SwitchParameter { IsPresent: true }
            : GetVariableValue("VerbosePreference") is ActionPreference preference && preference != ActionPreference.SilentlyContinue;
        if (isWanted && Engine.Prices.ExplainAge() is { } stale)
            WriteVerbose(stale);
    }

    /// <summary>The agents that exist; each other name is reported as an error.</summary>
    private protected List<string> KnownAgents(IEnumerable<string> names) => Passing(names, Engine.Agents.CheckName);
}
