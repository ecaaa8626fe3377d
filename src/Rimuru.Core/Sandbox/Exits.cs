using System.Globalization;

namespace Rimuru.Core.Sandbox;

/// <summary>What the end of a plugin's process says.</summary>
internal static class Exits
{
    /// <summary>A shell's way to say that a signal ended a process, which .NET and bubblewrap share.</summary>
    private const int Signalled = 128;

    private const int Killed = 9,
        TooLargeFile = 25,
        TooMuchCpu = 24,
        BadSystemCall = 31;

    public static (PluginViolationKind Kind, string Detail) Explain(int? exit, string lastLine) =>
        exit switch
        {
            Signalled + TooLargeFile => (PluginViolationKind.Disk, "a file larger than all of its room"),
            Signalled + TooMuchCpu => (PluginViolationKind.Cpu, "more processor time than it was given"),
            Signalled + Killed => (PluginViolationKind.Cpu, "killed by the system, for processor time or memory"),
            Signalled + BadSystemCall => (PluginViolationKind.SystemCall, "a system call that no plugin has a use for"),
            null => (PluginViolationKind.Ended, "without an exit code"),
            _ => (
                PluginViolationKind.Ended,
                string.Create(CultureInfo.InvariantCulture, $"with exit code {exit}") + (lastLine.Length > 0 ? $": {lastLine}" : "")
            ),
        };
}
