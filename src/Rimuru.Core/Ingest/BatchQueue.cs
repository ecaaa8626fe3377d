using System.Diagnostics.CodeAnalysis;
using Rimuru.Core.Records;

namespace Rimuru.Core.Ingest;

/// <summary>Batches on their way from the readers to the writer. Readers wait where it is full; that is the back-pressure.</summary>
internal sealed class BatchQueue(int capacity)
{
    private const int PollMs = 100;

    private readonly Queue<FileBatch> waiting = new();
    private bool isClosed;

    public void Add(FileBatch batch, CancellationToken stop)
    {
        lock (waiting)
        {
            while (waiting.Count >= capacity)
                Wait(stop);
            waiting.Enqueue(batch);
            Monitor.PulseAll(waiting);
        }
    }

    /// <summary>Waits for the next batch; false where the queue is closed and empty.</summary>
    public bool TryTake(CancellationToken stop, [NotNullWhen(true)] out FileBatch? batch)
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !isClosed)
                Wait(stop);
            if (!waiting.TryDequeue(out batch))
                return false;

            // Readers that wait go on when there is room for several batches: to wake one for each costs more than to read it.
            if (waiting.Count <= capacity / 2)
                Monitor.PulseAll(waiting);
            return true;
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Close()
    {
        lock (waiting)
        {
            isClosed = true;
            Monitor.PulseAll(waiting);
        }
    }

    private void Wait(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Monitor.Wait(waiting, PollMs);
    }
}
