using Rimuru.Core.Ingest;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Ingest;

public sealed class BatchQueueTests
{
    [Fact]
    public void Batches_come_in_order_and_the_end_after_the_last()
    {
        BatchQueue queue = new(2);
        Thread reader = new(() =>
        {
            for (int i = 0; i < 100; i++)
                queue.Add(new FileBatch { Agent = $"{i}" }, CancellationToken.None);
            queue.Close();
        });
        reader.Start();
        List<string> taken = [];
        while (queue.TryTake(CancellationToken.None, out FileBatch? batch))
            taken.Add(batch.Agent);
        reader.Join();
        taken.ShouldBe(Enumerable.Range(0, 100).Select(i => $"{i}"));
    }

    [Fact]
    public void Neither_side_waits_once_it_is_stopped()
    {
        BatchQueue queue = new(1);
        CancellationToken stopped = new(canceled: true);
        Should.Throw<OperationCanceledException>(() => queue.TryTake(stopped, out _));
        queue.Add(new FileBatch { Agent = "a" }, stopped);
        Should.Throw<OperationCanceledException>(() => queue.Add(new FileBatch { Agent = "b" }, stopped));
        queue.TryTake(stopped, out FileBatch? first).ShouldBeTrue();
        first.ShouldNotBeNull().Agent.ShouldBe("a");
    }
}
