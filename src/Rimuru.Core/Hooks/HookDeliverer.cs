using Polly;
using Polly.Retry;
using Polly.Timeout;
using Rimuru.Core.Events;
using Rimuru.Core.Logging;
using Rimuru.Core.Records;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Hooks;

/// <summary>
/// Delivers the events of a ledger to hooks, each by one process at a time and at least once. A delivery that fails is tried again later,
/// under the same id, and holds up no other.
/// </summary>
/// <param name="ledger">The ledger.</param>
/// <param name="options">The machine, the user, and the hooks that this process already runs for.</param>
/// <param name="handlerOf">The handler of a kind.</param>
/// <param name="means">What handlers may use.</param>
/// <param name="log">Rimuru's own log.</param>
internal sealed class HookDeliverer(
    ILedger ledger,
    LedgerOptions options,
    Func<HookHandler, IHookHandler> handlerOf,
    HookMeans means,
    ActivityLog log
)
{
    /// <summary>How long a process may take between two deliveries until another one may go on.</summary>
    private static readonly TimeSpan LeaseRest = TimeSpan.FromSeconds(15);

    /// <summary>How much of the lease must be left, besides the time of a delivery, so that it need not be renewed before it.</summary>
    private static readonly TimeSpan LeaseSlack = TimeSpan.FromSeconds(5);

    /// <summary>What was delivered is noted at least so often: whatever dies before that is delivered once more.</summary>
    private static readonly TimeSpan NotedAfter = TimeSpan.FromMilliseconds(250);

    private const int MostEvents = 200;
    private const int MostFailures = 10;
    private const int QuickRetries = 2;

    /// <summary>The waits after each failed attempt; after the last one the event is given up.</summary>
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    private readonly string owner = Guid.NewGuid().ToString("N");
    private readonly List<HookRun> runs = [];
    private readonly List<Outcome> unnoted = [];
    private readonly Dictionary<string, DateTimeOffset> leases = new(StringComparer.OrdinalIgnoreCase);
    private long unnotedSince;

    /// <summary>The hooks that get no more events in this run: one failed, was changed, or another process has it.</summary>
    private readonly HashSet<string> ended = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> failures = new(StringComparer.OrdinalIgnoreCase);
    private string? ledgerId;

    private DateTimeOffset Now => options.Time.GetUtcNow();

    private string LedgerId => ledgerId ??= ledger.Events.Read(table => table.Ledger);

    /// <summary>Delivers what is due; returns what was tried.</summary>
    /// <param name="hooks">The hooks to deliver to.</param>
    /// <param name="stop">Cancels it; what was delivered is noted.</param>
    public IReadOnlyList<HookRun> Run(IEnumerable<Hook> hooks, CancellationToken stop)
    {
        List<Hook> held = [.. hooks.Where(Hold).OrderBy(hook => hook.Priority).ThenBy(hook => hook.Name, StringComparer.OrdinalIgnoreCase)];
        if (held.Count == 0)
            return runs;
        Hook[] taken = [.. held];
        try
        {
            Dictionary<string, long> positions = new(StringComparer.OrdinalIgnoreCase);
            foreach (StoredHook stored in ledger.Events.Read(table => table.Hooks()))
                (positions[stored.Name], failures[stored.Name]) = (stored.Position, stored.Failures);
            held.RemoveAll(hook => !positions.ContainsKey(hook.Name));
            foreach (Hook hook in held)
                Retry(hook, stop);
            Advance(held, positions, stop);
        }
        finally
        {
            NoteAll(CancellationToken.None);
            Release(taken);
        }

        return runs;
    }

    /// <summary>Lets other processes deliver to the hooks again.</summary>
    private void Release(params Hook[] hooks)
    {
        long now = Now.ToUnixTimeMilliseconds();
        foreach (Hook hook in hooks)
            ledger.Models.TryLease(LeaseOf(hook), owner, now, now);
    }

    /// <summary>Tries an event once more, whatever became of it before.</summary>
    public HookRun Again(Hook hook, StoredEvent stored, StoredRun? before, CancellationToken stop)
    {
        failures[hook.Name] = hook.Failures;
        RimuruEvent told = EventText.Read(stored, LedgerId);
        try
        {
            Attempt(hook, stored, told, before?.Attempts ?? 0, stop);
        }
        finally
        {
            NoteAll(CancellationToken.None);
            Release(hook);
        }

        if (runs.Count == 0)
            means.Warn($"The hook {hook.Name} was not sent the event {stored.Id}: another process delivers to it, or it was just changed.");
        return runs.LastOrDefault()
            ?? RunOf(before ?? new StoredRun(hook.Name, stored.Id, HookRunState.Retrying, 0, 0, Now.ToUnixTimeMilliseconds(), ""), told);
    }

    /// <summary>Delivers an event that the ledger does not have, and keeps nothing of it.</summary>
    public HookRun Sample(Hook hook, RimuruEvent told, CancellationToken stop)
    {
        (_, HookFailureException? failure) = Deliver(hook, told, "", stop);
        return new HookRun
        {
            Hook = hook.Name,
            Event = told,
            State = failure is null ? HookRunState.Delivered : HookRunState.Failed,
            Attempts = 1,
            Time = Now,
            Error = failure?.Message,
        };
    }

    private void Retry(Hook hook, CancellationToken stop)
    {
        long now = Now.ToUnixTimeMilliseconds();
        foreach (StoredRun run in ledger.Events.Read(table => table.Due(hook.Name, now)))
        {
            if (ended.Contains(hook.Name))
                return;
            if (ledger.Events.Read(table => table.Find(run.EventId)) is not { } stored)
                continue;
            if (EventText.Find(stored, LedgerId) is { } told)
                Attempt(hook, stored, told, run.Attempts, stop);
        }
    }

    private void Advance(List<Hook> held, Dictionary<string, long> positions, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            held.RemoveAll(hook => ended.Contains(hook.Name));
            if (held.Count == 0)
                return;
            long first = held.Min(hook => positions[hook.Name]);
            List<StoredEvent> events = ledger.Events.Read(table => table.After(first, MostEvents));
            if (events.Count == 0)
                return;
            foreach (StoredEvent stored in events)
            {
                // A newer Rimuru, or somebody else, may have written one that this one does not know.
                if (EventText.Find(stored, LedgerId) is { } told)
                    Offer(stored, told, held, positions, stop);
            }

            long last = events[^1].Number;
            held.RemoveAll(hook => ended.Contains(hook.Name) || !Hold(hook));
            Note([.. held.Select(hook => (hook, last))], stop);
            foreach (Hook hook in held)
                positions[hook.Name] = Math.Max(positions[hook.Name], last);
        }
    }

    /// <summary>Offers one event to every hook that has not seen it, in their order.</summary>
    private void Offer(
        StoredEvent stored,
        RimuruEvent told,
        IEnumerable<Hook> held,
        Dictionary<string, long> positions,
        CancellationToken stop
    )
    {
        long stoppedAt = stored.StoppedAt;
        foreach (Hook hook in held.Where(hook => positions[hook.Name] < stored.Number))
        {
            if (ended.Contains(hook.Name) || !HookMatch.IsFor(hook, told, stored.Cause))
                continue;
            if (hook.Priority > stoppedAt)
                Save(
                    hook,
                    new StoredRun(hook.Name, stored.Id, HookRunState.Aborted, 0, 0, Now.ToUnixTimeMilliseconds(), ""),
                    stored,
                    told,
                    stop
                );
            else if (Attempt(hook, stored, told, 0, stop) == HookResult.Abort)
                stoppedAt = hook.Priority;
        }
    }

    private HookResult Attempt(Hook hook, StoredEvent stored, RimuruEvent told, long attempts, CancellationToken stop)
    {
        if (!Hold(hook) || !IsAsBefore(hook))
        {
            ended.Add(hook.Name);
            return HookResult.Continue;
        }

        (HookResult result, HookFailureException? failure) = Deliver(hook, told, stored.Cause, stop);
        DateTimeOffset now = Now;
        long tried = attempts + 1;
        (HookRunState state, long next) = failure switch
        {
            null => (result == HookResult.Skip ? HookRunState.Skipped : HookRunState.Delivered, 0L),
            { IsFinal: true } or { IsOver: true } => (HookRunState.Failed, 0L),
            _ when tried > Waits.Length => (HookRunState.Failed, 0L),
            _ => (HookRunState.Retrying, now.Add(WaitAfter(tried, failure)).ToUnixTimeMilliseconds()),
        };
        StoredRun run = new(hook.Name, stored.Id, state, tried, next, now.ToUnixTimeMilliseconds(), failure?.Message ?? "");
        Save(hook, run, stored, told, stop, result == HookResult.Abort ? hook.Priority : null);
        if (failure is null)
            Worked(hook, stop);
        else
            Failed(hook, failure, stop);
        if (result == HookResult.Abort)
            NoteAll(stop);
        return result;
    }

    /// <summary>False if the hook was changed, disabled or removed since this run began.</summary>
    private bool IsAsBefore(Hook hook) =>
        ledger.Events.Read(table => table.Hook(hook.Name)) is { } stored
        && stored.SinceMs == SinceOf(hook)
        && stored.IsEnabled == hook.Enabled
        && HookText.DefinitionOf(HookText.Read(stored)) == HookText.DefinitionOf(HookManager.WithoutScript(hook));

    private static long SinceOf(Hook hook) => HookText.Write(hook, 0).SinceMs;

    private (HookResult Result, HookFailureException? Failure) Deliver(Hook hook, RimuruEvent told, string cause, CancellationToken stop)
    {
        string outer = options.Cause;
        options.Cause = HookCauses.Join(HookCauses.Given(cause), hook.Name);
        HookDelivery delivery = new(hook, told, means) { Cause = options.Cause };
        try
        {
            return (PipelineOf(hook).Execute(token => Wait(handlerOf(hook.Handler).DeliverAsync(delivery, token), token), stop), null);
        }
        catch (HookFailureException e)
        {
            return (HookResult.Continue, e);
        }
        catch (TimeoutRejectedException e)
        {
            return (HookResult.Continue, new HookFailureException($"It took longer than {hook.Timeout.TotalSeconds:0.#} seconds.", e));
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Whatever a hook does wrong, the next one runs, and so does the command.
            return (HookResult.Continue, new HookFailureException(HookFailureException.TextOf(e.Message), e));
        }
        finally
        {
            options.Cause = outer;
        }
    }

    /// <summary>The result of a handler, which is left alone if it does not heed its token.</summary>
    private static HookResult Wait(Task<HookResult> work, CancellationToken token) => work.WaitAsync(token).GetAwaiter().GetResult();

    private ResiliencePipeline PipelineOf(Hook hook) =>
        new ResiliencePipelineBuilder { Name = "hook", TimeProvider = options.Time }
            .AddTimeout(hook.Timeout)
            .AddRetry(
                new RetryStrategyOptions
                {
                    // A connection that breaks is tried again at once; a receiver that answers with an error is given time.
                    ShouldHandle = args =>
                        ValueTask.FromResult(
                            args.Outcome.Exception is HookFailureException { IsFinal: false, InnerException: HttpRequestException }
                        ),
                    MaxRetryAttempts = QuickRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = TimeSpan.FromMilliseconds(250),
                }
            )
            .Build();

    private static TimeSpan WaitAfter(long attempts, HookFailureException failure)
    {
        const double Jitter = 0.1;
        TimeSpan usual = Waits[attempts - 1] * (1 + (Random.Shared.NextDouble() * Jitter));
        return failure.RetryAfter is { } asked && asked > usual ? asked : usual;
    }

    private void Worked(Hook hook, CancellationToken stop)
    {
        if (failures.GetValueOrDefault(hook.Name) == 0)
            return;
        failures[hook.Name] = 0;
        ledger.Events.Change(table => table.Count(hook.Name, 0), stop);
    }

    private void Failed(Hook hook, HookFailureException failure, CancellationToken stop)
    {
        long count = failures[hook.Name] = failures.GetValueOrDefault(hook.Name) + 1;
        bool isOver = failure.IsOver || count >= MostFailures;
        string reason = failure.IsOver ? "Its receiver wants no more events." : $"It failed {count} times in a row.";
        means.Warn($"The hook {hook.Name} failed: {failure.Message}{(isOver ? $" {reason} It is disabled." : "")}");
        log.Write(LogLevel.Warning, LogArea.Hooks, $"The hook {hook.Name} failed: {failure.Message}");

        // The next event would fail, too, and whoever runs the command would wait for it.
        ended.Add(hook.Name);
        NoteAll(stop);
        DateTimeOffset now = Now;
        ErrorEvent error = new()
        {
            Hook = hook.Name,
            Code = Errors.ErrorCodes.HookFailed,
            Message = $"{reason} {failure.Message}",
            Time = now,
        };
        ledger.Events.Change(
            table =>
            {
                table.Count(hook.Name, count);
                if (isOver)
                    table.Disable(hook.Name);
                if (isOver && table.Wishes().Wants(EventKind.Error))
                    table.Add(
                        StoredEvent.Of($"{hook.Name}/{now.ToUnixTimeMilliseconds()}", error) with
                        {
                            Cause = hook.Name,
                        },
                        now.ToUnixTimeMilliseconds()
                    );
            },
            stop
        );
    }

    private void Save(Hook hook, StoredRun run, StoredEvent stored, RimuruEvent told, CancellationToken stop, long? stopAt = null)
    {
        if (unnoted.Count == 0)
            unnotedSince = Environment.TickCount64;
        unnoted.Add(new Outcome(hook, run, stored.Number, stopAt));
        runs.Add(RunOf(run, told));
        if (Environment.TickCount64 - unnotedSince >= NotedAfter.TotalMilliseconds)
            NoteAll(stop);
    }

    private void NoteAll(CancellationToken stop) => Note([], stop);

    /// <summary>
    /// Notes what was delivered, and how far each hook is: many events at once, since each transaction waits for the disk.
    /// </summary>
    private void Note(List<(Hook Hook, long Number)> passed, CancellationToken stop)
    {
        if (unnoted.Count == 0 && passed.Count == 0)
            return;
        ledger.Events.Change(
            table =>
            {
                foreach (IGrouping<string, Outcome> ofHook in unnoted.GroupBy(one => one.Hook.Name, StringComparer.OrdinalIgnoreCase))
                {
                    if (table.Hook(ofHook.Key) is null)
                        continue;
                    foreach (Outcome one in ofHook)
                    {
                        table.Save(one.Run);
                        if (one.StopAt is { } priority)
                            table.Stop(one.Run.EventId, priority);
                    }

                    table.Pass(ofHook.Key, SinceOf(ofHook.First().Hook), ofHook.Max(one => one.Number));
                }

                foreach ((Hook hook, long number) in passed)
                    table.Pass(hook.Name, SinceOf(hook), number);
            },
            stop
        );
        unnoted.Clear();
    }

    public static HookRun RunOf(StoredRun run, RimuruEvent told) =>
        new()
        {
            Hook = run.Hook,
            Event = told,
            State = run.State,
            Attempts = (int)run.Attempts,
            Time = Moment.Of(run.AtMs),
            Next = run.NextMs > 0 ? Moment.Of(run.NextMs) : null,
            Error = run.Error.Length > 0 ? run.Error : null,
        };

    /// <summary>Takes the right to deliver a hook, or keeps it; false if another process has it.</summary>
    private bool Hold(Hook hook)
    {
        DateTimeOffset now = Now;
        if (leases.TryGetValue(hook.Name, out DateTimeOffset held) && held - now >= hook.Timeout + LeaseSlack)
            return true;
        DateTimeOffset until = now + hook.Timeout + LeaseRest;
        if (!ledger.Models.TryLease(LeaseOf(hook), owner, now.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds()))
            return false;
        leases[hook.Name] = until;
        return true;
    }

    private static string LeaseOf(Hook hook) => $"hook {hook.Name.ToUpperInvariant()}";

    /// <summary>What became of an event, before it is noted.</summary>
    private sealed record Outcome(Hook Hook, StoredRun Run, long Number, long? StopAt);
}
