using Microsoft.Extensions.Time.Testing;
using Rimuru.Core.Errors;
using Rimuru.Core.Pricing;
using Rimuru.Core.Tests.Errors;
using Rimuru.Core.Tracking;

namespace Rimuru.Core.Tests.Tracking;

/// <summary>Connecting, and connecting again with growing pauses; the adapter is one that somebody else wrote.</summary>
public sealed class AdapterManagerTests
{
    private readonly PassingTime time = new();

    [Fact]
    public async Task An_adapter_that_fails_is_tried_again_after_one_two_and_four_seconds()
    {
        MoodyAdapter adapter = new() { Failures = 3 };
        await new AdapterManager([Track(adapter)], time).ConnectAsync(CancellationToken.None);
        adapter.Connects.ShouldBe(4);
        time.Waits.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)]);
    }

    [Fact]
    public async Task One_that_cannot_be_connected_does_not_keep_the_others_from_it()
    {
        MoodyAdapter broken = new() { Failures = int.MaxValue },
            well = new();
        await new AdapterManager([Track(broken), Track(well)], time).ConnectAsync(CancellationToken.None);
        (broken.Connects, well.Connects).ShouldBe((4, 1));
        (await well.GetStatusAsync()).ShouldBe(AdapterStatus.Connected);
    }

    [Fact]
    public async Task Health_is_checked_at_the_interval_and_what_has_failed_is_connected_again()
    {
        MoodyAdapter adapter = new() { LosesItAfterEachCheck = true };
        FakeTimeProvider clock = new();
        TimeSpan interval = TimeSpan.FromMinutes(1);
        await using AdapterManager manager = new([Track(adapter)], clock);
        await using IAsyncEnumerator<AgentHealth> checks = manager.MonitorAsync(interval, CancellationToken.None).GetAsyncEnumerator();
        for (int seen = 1; seen <= 3; seen++)
        {
            ValueTask<bool> next = checks.MoveNextAsync();
            if (seen > 1)
            {
                next.IsCompleted.ShouldBeFalse();
                clock.Advance(interval);
            }

            (await next).ShouldBeTrue();
            checks.Current.IsHealthy.ShouldBeTrue();
        }

        adapter.Connects.ShouldBe(3);
    }

    [Fact]
    public async Task Disposing_disconnects()
    {
        MoodyAdapter adapter = new();
        AdapterManager manager = new([Track(adapter)], time);
        await manager.ConnectAsync(CancellationToken.None);
        await manager.DisposeAsync();
        (await adapter.GetStatusAsync()).ShouldBe(AdapterStatus.Disconnected);
    }

    private static TrackedAgent Track(IAgentAdapter adapter) =>
        new(
            adapter,
            new LedgerAccess((_, _, _) => { }, () => 0, (_, _, _) => [], _ => throw new InvalidOperationException("nobody asks for costs")),
            () => PriceBook.Bundled,
            (_, _) => null,
            (_, _) => throw new InvalidOperationException("nobody watches")
        );

    private sealed class MoodyAdapter : IAgentAdapter
    {
        private AdapterStatus status;

        public int Failures { get; set; }

        public bool LosesItAfterEachCheck { get; init; }

        public int Connects { get; private set; }

        public AgentType AgentType => AgentType.Pi;

        public string Name => "Moody";

        public Task ConnectAsync(CancellationToken cancellationToken = default)
        {
            Connects++;
            if (Failures-- > 0)
                throw FixedErrors.AgentAdapter("not in the mood");
            status = AdapterStatus.Connected;
            return Task.CompletedTask;
        }

        public Task DisconnectAsync(CancellationToken cancellationToken = default)
        {
            status = AdapterStatus.Disconnected;
            return Task.CompletedTask;
        }

        public Task<AdapterStatus> GetStatusAsync(CancellationToken cancellationToken = default) => Task.FromResult(status);

        public Task<AdapterInfo> GetInfoAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult(
                new AdapterInfo
                {
                    Name = Name,
                    DisplayName = Name,
                    Status = status,
                }
            );

        public async IAsyncEnumerable<Session> GetSessionsAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            await Task.CompletedTask;
            yield break;
        }

        public Task<ActiveSession?> GetActiveSessionAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<ActiveSession?>(null);

        public Task<bool> IsInstalledAsync(CancellationToken cancellationToken = default) => Task.FromResult(true);

        public Task<AgentHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
        {
            if (LosesItAfterEachCheck)
                status = AdapterStatus.Error;
            return Task.FromResult(new AgentHealth { Agent = Name, Status = HealthStatus.Healthy });
        }
    }
}
