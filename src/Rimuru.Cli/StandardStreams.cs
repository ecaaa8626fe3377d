using Microsoft.Win32.SafeHandles;

namespace Rimuru.Cli;

/// <summary>The three streams that a process is started with, as far as its starter left them open.</summary>
internal static class StandardStreams
{
    private const int Last = 2;

    /// <summary>
    /// Puts an empty file, which may only be read, in the place of every stream that was closed. Else the next file or pipe that is opened
    /// takes its number, and what
    /// is printed goes there: into the ledger, or into the pipe of signals, where a letter is a signal that ends the process.
    /// </summary>
    public static void Hold()
    {
        if (OperatingSystem.IsWindows())
            return;
        while (true)
        {
            SafeFileHandle handle = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (handle.DangerousGetHandle() > Last)
            {
                handle.Dispose();
                return;
            }

            handle.SetHandleAsInvalid();
        }
    }
}
