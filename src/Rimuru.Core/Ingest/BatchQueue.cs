using System.Diagnostics.CodeAnalysis;
using Rimuru.Core.Records;

namespace Rimuru.Core.Ingest;

/// <summary>The batches between the readers and the writer. Readers wait while it is full, which limits memory.</summary>
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

    /// <summary>Waits for the next batch; false if the queue is closed and empty.</summary>
    public bool TryTake(CancellationToken stop, [NotNullWhen(true)] out FileBatch? batch)
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !isClosed)
                Wait(stop);
            if (!waiting.TryDequeue(out batch))
                return false;

            // Waiting readers are woken once there is room for several batches: waking one for each batch costs more than reading it.
            if (waiting.Count <= capacity / 2)
                Monitor.PulseAll(waiting);
            return true;
        }
    }

    /// <summary>Closes the queue: no more batches will come.</summary>
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
