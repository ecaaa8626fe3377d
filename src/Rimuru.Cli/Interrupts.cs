using System.Runtime.InteropServices;

namespace Rimuru.Cli;

/// <summary>
/// Ctrl-C and the signals that end a process: the first stops what runs, and where that does not notice in time, or at the second, the
/// process ends all the same.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    /// <summary>How a shell tells of a process that a signal ended.</summary>
    private const int Interrupted = 128 + 2,
        Terminated = 128 + 15;

    /// <summary>
    /// How long a stopped command may take to leave everything in order. What is left undone then, the ledger undoes by itself.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource stopping = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private int count;

    public Interrupts()
    {
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }
    }

    public CancellationToken Token => stopping.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
        stopping.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        int code = context.Signal == PosixSignal.SIGINT ? Interrupted : Terminated;
        if (Interlocked.Increment(ref count) > 1)
            Environment.Exit(code);

        // Threads of their own: whatever hangs may hold those of the pool.
        Start(() =>
        {
            Thread.Sleep(Grace);
            Output.Terminal.Warn("stopped; what had been committed to the ledger stays.");
            Environment.Exit(code);
        });
        Start(Stop);
    }

    private void Stop()
    {
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it had just ended by itself
        }
    }

    private static void Start(Action work) => new Thread(() => work()) { IsBackground = true, Name = "Rimuru interrupt" }.Start();
}
