using Microsoft.Extensions.Time.Testing;
using Rimuru.Core.ModelCatalog;

namespace Rimuru.Core.Tests.ModelCatalog;

public sealed class BackgroundSyncSchedulerTests : IDisposable
{
    private const string Prices =
        """{"new-model":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06}}""";

    private readonly SyncHome home = new();

    public void Dispose() => home.Dispose();

    public static TheoryData<Exception> Failures =>
        [
            new RimuruException("E5001", "no network"),
            new InvalidOperationException("a defect"),
            new OperationCanceledException("somebody else's"),
        ];

    [Theory]
    [MemberData(nameof(Failures))]
    public void It_runs_at_once_and_then_whenever_it_is_due_also_after_a_failure_of_any_kind(Exception failure)
    {
        FakeTimeProvider time = new();
        int runs = 0;
        using BackgroundSyncScheduler scheduler = new(time, _ => ++runs == 1 ? throw failure : TimeSpan.FromHours(24));
        runs.ShouldBe(1);
        time.Advance(BackgroundSyncScheduler.AfterFailure - TimeSpan.FromTicks(1));
        runs.ShouldBe(1);
        time.Advance(TimeSpan.FromTicks(1));
        runs.ShouldBe(2);
        time.Advance(TimeSpan.FromHours(24));
        runs.ShouldBe(3);
    }

    [Fact]
    public void Disposing_ends_a_run_that_is_on_its_way()
    {
        using SemaphoreSlim started = new(0);
        bool ended = false;
        BackgroundSyncScheduler scheduler = new(
            TimeProvider.System,
            stop =>
            {
                started.Release();
                stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
                ended = stop.IsCancellationRequested;
                return TimeSpan.FromHours(1);
            }
        );
        started.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        scheduler.Dispose();
        ended.ShouldBeTrue();
        scheduler.Dispose();
    }

    [Fact]
    public void Of_two_processes_one_syncs_and_it_does_so_once_an_interval()
    {
        home.With("RIMURU__SYNC__PROVIDERS", "litellm").Server.Answer(200, Prices).Answer(200, Prices);
        using RimuruEngine one = home.Open(),
            other = home.Open();
        one.Prices.SyncIfDue("one", CancellationToken.None).ShouldBe(TimeSpan.FromHours(24));
        other.Prices.SyncIfDue("other", CancellationToken.None).ShouldBe(TimeSpan.FromHours(24));
        home.Server.Requests.Count.ShouldBe(1);
        home.SetDay("2026-11-27");
        other.Prices.SyncIfDue("other", CancellationToken.None);
        home.Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public void Work_that_another_process_has_taken_is_left_to_it_until_its_time_is_over()
    {
        using RimuruEngine engine = home.Open();
        engine.Ledger.Sync([], null, null, CancellationToken.None);
        engine.Prices.Store.TryLease("w", "a", nowMs: 0, untilMs: 100).ShouldBeTrue();
        engine.Prices.Store.TryLease("w", "b", nowMs: 99, untilMs: 200).ShouldBeFalse();
        engine.Prices.Store.TryLease("w", "a", nowMs: 99, untilMs: 300).ShouldBeTrue();
        engine.Prices.Store.TryLease("w", "b", nowMs: 300, untilMs: 400).ShouldBeTrue();
    }
}
