using System.Runtime.InteropServices;
using System.Text;

namespace Rimuru.Attacks;

/// <summary>The system, without what .NET thinks of it.</summary>
internal static unsafe class Calls
{
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static long Do(long x64, long arm64, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0) =>
        syscall(IsArm ? arm64 : x64, a, b, c, d, e, f);

    public static nint Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text + '\0');
        nint copy = Marshal.AllocHGlobal(bytes.Length);
        Marshal.Copy(bytes, 0, copy, bytes.Length);
        return copy;
    }

    /// <summary>What is being tried, for the message: a message is reported once.</summary>
    public static string Attack { get; set; } = "";

    /// <summary>Throws where the system denied it.</summary>
    public static string Need(long result, string worked) =>
        result >= 0 ? worked : throw new UnauthorizedAccessException($"{Attack}: errno {Marshal.GetLastPInvokeError()}");

    [DllImport("libc", SetLastError = true)]
    private static extern long syscall(long number, nint a, nint b, nint c, nint d, nint e, nint f);
}
