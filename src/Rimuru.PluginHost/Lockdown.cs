using System.Text.Json;

namespace Rimuru.PluginHost;

/// <summary>The second half of the walls, which PowerShell could not start under: limits, and no programs and processes.</summary>
internal static class Lockdown
{
    private const int AllThreads = 1,
        Killed = 9;

    public static void Apply(JsonElement step)
    {
        if (!OperatingSystem.IsLinux())
            return;

        // What the space was for is mapped by now, so that what follows is the plugin's.
        long mapped = Mapped();
        Kernel.Limit("RLIMIT_AS", Kernel.LimitAddressSpace, mapped + step.GetProperty("memory").GetInt64());
        Kernel.Limit("RLIMIT_CPU", Kernel.LimitCpu, step.GetProperty("cpu").GetInt64());
        Kernel.Limit("RLIMIT_FSIZE", Kernel.LimitFileSize, step.GetProperty("file").GetInt64());
        Kernel.Limit("RLIMIT_NOFILE", Kernel.LimitFiles, step.GetProperty("files").GetInt64());
        Kernel.Prctl("PR_SET_PDEATHSIG", Kernel.ParentDeathSignal, Killed);
        if (step.GetProperty("walls").GetBoolean())
            CallFilter.Apply(CallFilter.ForPlugin(Environment.ProcessId), AllThreads);
    }

    private static long Mapped()
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmSize:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], null) << 10;
    }
}
