using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Rimuru.PluginHost;

/// <summary>The Linux calls that put up the walls, by number: one import, which is resolved before the walls stand.</summary>
internal static unsafe class Kernel
{
    public const int NoNewPrivileges = 38,
        ParentDeathSignal = 1,
        DropBounding = 24,
        ReadBounding = 23,
        Ambient = 47,
        AmbientClearAll = 4,
        SecureBits = 28;

    public const int LimitCpu = 0,
        LimitFileSize = 1,
        LimitCore = 4,
        LimitFiles = 7,
        LimitAddressSpace = 9;

    private const long Failed = -1;

    public static bool IsArm { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>The number of a call on this processor.</summary>
    public static long Number(long x64, long arm64) => IsArm ? arm64 : x64;

    public static long Call(long number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0) =>
        syscall(number, a, b, c, d, e, f);

    /// <summary>A call that must work.</summary>
    public static long Need(string name, long number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0)
    {
        long result = syscall(number, a, b, c, d, e, 0);
        return result != Failed
            ? result
            : throw new InvalidOperationException($"{name}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    public static void Prctl(string name, int option, nint argument = 0) => Need(name, PrctlNumber, option, argument);

    public static long TryPrctl(int option, nint argument = 0, nint second = 0) => Call(PrctlNumber, option, argument, second);

    /// <summary>Sets a limit that cannot be raised again.</summary>
    public static void Limit(string name, int kind, long most)
    {
        ulong* pair = stackalloc ulong[2];
        ulong* now = stackalloc ulong[2];
        Need(name, PrlimitNumber, 0, kind, 0, (nint)now);
        pair[0] = pair[1] = Math.Min((ulong)most, now[1]);
        Need(name, PrlimitNumber, 0, kind, (nint)pair);
    }

    /// <summary>Gives up every capability, for this process and all that it may start.</summary>
    public static void DropCapabilities()
    {
        const int Most = 63;
        for (int capability = 0; capability <= Most; capability++)
        {
            if (TryPrctl(ReadBounding, capability) == 1)
                TryPrctl(DropBounding, capability); // without the right to do this there is nothing that the set could give
        }

        TryPrctl(Ambient, AmbientClearAll);
        uint* head = stackalloc uint[2] { 0x20080522, 0 };
        uint* none = stackalloc uint[6];
        Need("capset", Number(126, 91), (nint)head, (nint)none);
    }

    private static long PrctlNumber => Number(157, 167);

    private static long PrlimitNumber => Number(302, 261);

    [DllImport("libc", SetLastError = true)]
    private static extern long syscall(long number, nint a, nint b, nint c, nint d, nint e, nint f);
}
