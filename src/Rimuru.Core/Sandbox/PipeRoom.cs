using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Rimuru.Core.Sandbox;

/// <summary>How much a pipe holds. With little of it, the two processes take turns for every 64 KB.</summary>
internal static class PipeRoom
{
    /// <summary>The most that Linux gives to ordinary users.</summary>
    private const int Bytes = 1 << 20;

    /// <summary>Widens a pipe to a process; it stays as it is where the system has no more room, or none to set.</summary>
    public static void Widen(Stream stream)
    {
        if (!OperatingSystem.IsLinux() || stream is not PipeStream pipe)
            return;
        _ = SystemNative_FcntlSetPipeSz(pipe.SafePipeHandle.DangerousGetHandle(), Bytes);
        GC.KeepAlive(pipe);
    }

    [DllImport("libSystem.Native", ExactSpelling = true)]
    private static extern int SystemNative_FcntlSetPipeSz(nint pipe, int size);
}
