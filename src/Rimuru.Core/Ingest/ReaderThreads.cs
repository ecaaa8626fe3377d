using System.Runtime.ExceptionServices;

namespace Rimuru.Core.Ingest;

/// <summary>A few threads that read files, each taking the next unread one. The last thread to end closes the queue of batches.</summary>
internal sealed class ReaderThreads
{
    private readonly FileRead?[] work;
    private readonly BatchQueue batches;
    private readonly WorkPlan plan;
    private readonly CancellationToken stop;
    private readonly Thread[] threads;
    private ExceptionDispatchInfo? failure;
    private int next = -1;
    private int running;

    private ReaderThreads(FileRead?[] work, BatchQueue batches, WorkPlan plan, CancellationToken stop)
    {
        (this.work, this.batches, this.plan, this.stop) = (work, batches, plan, stop);
        threads = new Thread[plan.Readers(work.Length)];
        running = threads.Length;
    }

    public static ReaderThreads Start(FileRead?[] work, BatchQueue batches, WorkPlan plan, CancellationToken stop)
    {
        ReaderThreads readers = new(work, batches, plan, stop);
        for (int i = 0; i < readers.threads.Length; i++)
        {
            readers.threads[i] = new Thread(readers.Read) { IsBackground = true, Name = "Rimuru reader" };
            readers.threads[i].Start();
        }

        return readers;
    }

    /// <summary>
    /// Waits until all threads have ended. If they were cancelled, it waits only briefly: a network share that does not answer may block
    /// one for ever.
    /// </summary>
    public void Join()
    {
        const int NoticeMs = 300;
        foreach (Thread thread in threads)
        {
            while (!thread.Join(NoticeMs) && !stop.IsCancellationRequested) { }
        }
    }

    /// <summary>Throws the exception of the first reader that failed. Call it after the queue is closed.</summary>
    public void ThrowFailure() => Volatile.Read(ref failure)?.Throw();

    private void Read()
    {
        try
        {
            for (int i = Interlocked.Increment(ref next); i < work.Length; i = Interlocked.Increment(ref next))
            {
                stop.ThrowIfCancellationRequested();
                FileRead file = work[i]!;
                work[i] = null;
                plan.HandOver();
                file.Run(stop);
            }
        }
        catch (Exception e)
        {
            // The run fails anyway, so the other readers need not begin another file.
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
            Interlocked.Exchange(ref next, work.Length);
        }

        if (Interlocked.Decrement(ref running) == 0)
            batches.Close();
    }
}
