using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Sandbox;

/// <summary>How the process of a plugin is started: its command, its few variables, and its limits.</summary>
internal static class PluginStart
{
    private const int OpenFiles = 256;

    /// <summary>Room in the address space for what is mapped and never used: stacks of threads, libraries.</summary>
    private const long UnusedSpace = 512L << 20;

    /// <param name="policy">What the plugin may do.</param>
    /// <param name="tier">Which walls there are.</param>
    /// <param name="bubblewrap">Its program, for tier A.</param>
    /// <param name="shell">The PowerShell.</param>
    /// <param name="work">The folder that the plugin may write.</param>
    /// <param name="isAssembly">True if the plugin needs only the libraries of PowerShell, no session: that is most of the start.</param>
    public static Process Start(
        SandboxPolicy policy,
        ConfinementTier tier,
        string? bubblewrap,
        PluginShell shell,
        WorkFolder work,
        bool isAssembly
    )
    {
        string library = PluginHostFiles.Library;
        string run =
            $"[void][Reflection.Assembly]::LoadFrom('{library.Replace("'", "''", StringComparison.Ordinal)}')"
            + ".GetType('Rimuru.PluginHost.Host').GetMethod('Run').Invoke($null, $null)";
        string[] command = [.. shell.Command, "-NoProfile", "-NonInteractive", "-NoLogo", "-Command", run];
        Dictionary<string, string> variables = Variables(policy, work.Path);
        if (isAssembly)
        {
            variables["RIMURU_ASSEMBLY"] = "1";
            variables["DOTNET_TC_QuickJit"] = "0"; // its loop over the lines would be compiled three times
        }

        if (isAssembly || tier != ConfinementTier.None)
            variables["DOTNET_STARTUP_HOOKS"] = library;
        if (tier == ConfinementTier.None)
            return KeptProcess.Start(command, variables, work.Path);
        BoxPaths paths = new(policy, shell, PluginHostFiles.Folder, work.Path);
        variables["RIMURU_BOX"] = string.Join('\n', [Walls.LandlockAbi.ToString(CultureInfo.InvariantCulture), .. paths.Rules]);
        if (tier == ConfinementTier.A)
            command = BubblewrapCommand.Of(bubblewrap!, paths, work.Path, command);
        return KeptProcess.Start(command, variables, work.Path);
    }

    public static void WriteLimits(Utf8JsonWriter writer, SandboxPolicy policy, ConfinementTier tier)
    {
        writer.WriteString("step", "lockdown");
        writer.WriteBoolean("walls", tier != ConfinementTier.None);
        writer.WriteNumber("memory", policy.MemoryBytes + UnusedSpace);

        // One more than is watched for, so that the watch, which can say why, comes first.
        writer.WriteNumber("cpu", (long)Math.Ceiling(policy.CpuTime.TotalSeconds) + 1);
        writer.WriteNumber("file", policy.DiskBytes);
        writer.WriteNumber("files", OpenFiles);
    }

    public static Confinement ConfinementOf(SandboxPolicy policy, ConfinementTier tier)
    {
        bool isConfined = tier != ConfinementTier.None;
        return new Confinement
        {
            Tier = tier,
            LandlockAbi = isConfined ? Walls.LandlockAbi : 0,
            Seccomp = isConfined,
            Namespaces = tier == ConfinementTier.A,
            Limits = true,
            Hosts = isConfined ? [.. policy.Hosts.Select(host => host.ToString())] : null,
            CanStatOutside = tier != ConfinementTier.A,
        };
    }

    private static Dictionary<string, string> Variables(SandboxPolicy policy, string work)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/bin:/bin",
            ["HOME"] = work,
            ["TMPDIR"] = work,
            ["LANG"] = "C.UTF-8",
            ["TERM"] = "dumb",

            // No sockets of debuggers and profilers, and no memory that is mapped twice.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_EnableWriteXorExecute"] = "0",
            ["DOTNET_GCHeapHardLimit"] = "0x" + policy.MemoryBytes.ToString("X", CultureInfo.InvariantCulture),
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_gcConcurrent"] = "0", // it would collect a small heap again and again on a thread of its own
            ["DOTNET_TieredPGO"] = "0",

            // Each thread would take address space of its own for native memory, 64 MB at a time, of which the limit would be used up.
            ["MALLOC_ARENA_MAX"] = "2",
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            ["POWERSHELL_UPDATECHECK"] = "Off",
            ["POWERSHELL_DIAGNOSTICS_OPTOUT"] = "1",
            ["PSModulePath"] = "",
            ["PSModuleAnalysisCachePath"] = "/dev/null",
        };
        if (!OperatingSystem.IsWindows())
            return variables;
        variables["SystemRoot"] = Path.GetDirectoryName(Environment.SystemDirectory)!;
        variables["TEMP"] = variables["TMP"] = variables["LOCALAPPDATA"] = variables["USERPROFILE"] = work;
        variables["PATH"] = "";
        return variables;
    }
}
