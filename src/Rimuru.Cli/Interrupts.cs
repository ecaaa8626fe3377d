using System.Runtime.InteropServices;

namespace Rimuru.Cli;

/// <summary>
/// Handles Ctrl-C and the signals that end a process. The first cancels the command. If the command does not end in time, or at the second
/// signal, the process exits.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    /// <summary>The exit code that shells use for a process ended by a signal.</summary>
    private const int Interrupted = 128 + 2,
        Terminated = 128 + 15;

    /// <summary>What a command has that only a signal ends: it must still write what it has measured.</summary>
    public static readonly TimeSpan GraceOfServers = TimeSpan.FromSeconds(5);

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

    /// <summary>How long a cancelled command may take to finish cleanly. The ledger rolls back what is left undone.</summary>
    public static TimeSpan Grace { get; set; } = TimeSpan.FromMilliseconds(700);

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

        // Separate threads, because a blocked command may occupy those of the pool.
        Start(() =>
        {
            Thread.Sleep(Grace);
            Output.Terminal.Warn("stopped; what was committed to the ledger stays.");
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
            // the command has just ended by itself
        }
    }

    private static void Start(Action work) => new Thread(() => work()) { IsBackground = true, Name = "Rimuru interrupt" }.Start();
}
