using System.Management.Automation;
using Microsoft.Win32.SafeHandles;

namespace Rimuru.PluginHost;

/// <summary>The pipes to Rimuru, taken away from whoever writes to the standard output.</summary>
internal static class HostPipes
{
    private const int Input = 0,
        Output = 1,
        Errors = 2;

    /// <summary>The version of the PowerShell that this runs in.</summary>
    public static string ShellVersion =>
        typeof(PSObject).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyInformationalVersionAttribute), false)
            is [System.Reflection.AssemblyInformationalVersionAttribute version, ..]
            ? version.InformationalVersion
            : "";

    /// <summary>From now on the standard output is the standard error, so that what a plugin prints breaks no frame.</summary>
    public static (Stream Input, Stream Output) Take()
    {
        Stream output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error); // PowerShell has opened it already, and keeps a descriptor of its own
        if (!OperatingSystem.IsLinux())
            return (Console.OpenStandardInput(), output);

        const int CloseOnExec = 0x80000;
        nint own = (nint)Kernel.Need("dup", Kernel.Number(32, 23), Output);
        Kernel.Need("dup3", Kernel.Number(292, 24), Errors, Output, 0);
        nint input = (nint)Kernel.Need("dup", Kernel.Number(32, 23), Input);
        int nothing = (int)Kernel.Need("open", Kernel.Number(257, 56), -100, NullDevice(), CloseOnExec);
        Kernel.Need("dup3", Kernel.Number(292, 24), nothing, Input, 0);
        return (Open(input, FileAccess.Read), Open(own, FileAccess.Write));
    }

    private static nint NullDevice() => System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8("/dev/null");

    private static FileStream Open(nint descriptor, FileAccess access) =>
        new(new SafeFileHandle(descriptor, ownsHandle: false), access, bufferSize: 0);
}
