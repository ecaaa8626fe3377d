using System.Data.Common;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Tests.Errors;

public sealed class ResilienceTests
{
    private readonly PassingTime time = new();
    private readonly Resilience resilience;
    private int calls;

    public ResilienceTests() => resilience = new Resilience(time, e => e is Busy);

    [Fact]
    public void A_database_that_recovers_is_asked_until_it_does()
    {
        resilience.Database(_ => ++calls < 4 ? throw new Busy() : "rows", default).ShouldBe("rows");
        calls.ShouldBe(4);
        time.Waits.Count.ShouldBe(3);
        time.Waits.ShouldAllBe(wait => wait > TimeSpan.Zero && wait <= Resilience.DatabaseLongestDelay);
    }

    [Fact]
    public void A_database_that_stays_busy_is_retried_four_times_and_its_last_error_comes_out()
    {
        Should.Throw<Busy>(() => resilience.Database<int>(_ => throw new Busy(++calls), default)).Number.ShouldBe(5);
        calls.ShouldBe(1 + Resilience.DatabaseRetries);
        time.Waits.Count.ShouldBe(Resilience.DatabaseRetries);
    }

    [Fact]
    public void An_error_that_will_not_pass_is_not_retried()
    {
        Should.Throw<InvalidDataException>(() => resilience.Database<int>(_ => throw new InvalidDataException($"{++calls}"), default));
        calls.ShouldBe(1);
        time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public void An_error_that_will_not_pass_ends_the_retries()
    {
        Should.Throw<InvalidDataException>(() =>
            resilience.Database<int>(_ => throw (++calls < 3 ? new Busy() : new InvalidDataException()), default)
        );
        calls.ShouldBe(3);
    }

    [Fact]
    public void Jitter_makes_two_machines_wait_differently()
    {
        PassingTime otherTime = new();
        Resilience other = new(otherTime, e => e is Busy);
        Should.Throw<Busy>(() => resilience.Database<int>(_ => throw new Busy(), default));
        Should.Throw<Busy>(() => other.Database<int>(_ => throw new Busy(), default));
        time.Waits.ShouldNotBe(otherTime.Waits);
    }

    [Fact]
    public void The_caller_can_stop_retries()
    {
        using CancellationTokenSource stop = new();
        Should.Throw<OperationCanceledException>(() =>
            resilience.Database<int>(
                _ =>
                {
                    if (++calls == 2)
                        stop.Cancel();
                    throw new Busy();
                },
                stop.Token
            )
        );
        calls.ShouldBe(2);
    }

    [Fact]
    public void Cancellation_is_never_a_fault()
    {
        Resilience everything = new(time, _ => true);
        Should.Throw<OperationCanceledException>(() =>
            everything.Database<int>(_ => throw new OperationCanceledException($"{++calls}"), default)
        );
        calls.ShouldBe(1);
    }

    [Fact]
    public void A_file_that_another_process_holds_is_tried_three_times()
    {
        string path = Path.GetTempFileName();
        try
        {
            using FileStream holder = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            IOException error = Should.Throw<IOException>(() =>
                resilience.Agent(
                    () =>
                    {
                        calls++;
                        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                        return file.Length;
                    },
                    default
                )
            );
            Resilience.IsSharingViolation(error).ShouldBeTrue();
        }
        finally
        {
            File.Delete(path);
        }
        calls.ShouldBe(1 + Resilience.AgentRetries);
        time.Waits.ShouldBe([TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50)]);
    }

    [Fact]
    public void A_file_that_is_let_go_is_read()
    {
        const int SharingViolation = unchecked((int)0x80070020);
        resilience.Agent(() => ++calls < 3 ? throw new IOException("in use", SharingViolation) : calls, default).ShouldBe(3);
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_retried()
    {
        Should.Throw<FileNotFoundException>(() => resilience.Agent<int>(() => throw new FileNotFoundException($"{++calls}"), default));
        calls.ShouldBe(1);
    }

    private sealed class Busy(int number = 0) : DbException
    {
        public int Number { get; } = number;
    }
}
