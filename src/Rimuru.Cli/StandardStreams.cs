using Microsoft.Win32.SafeHandles;

namespace Rimuru.Cli;

/// <summary>Protects the three standard streams, some of which the calling process may have closed.</summary>
internal static class StandardStreams
{
    private const int Last = 2;

    /// <summary>
    /// Opens an empty, read-only file in place of every closed stream. Otherwise the next file or pipe that is opened takes its number and
    /// receives the output: the ledger, or the pipe of signals, where a letter is a signal that ends the process.
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
