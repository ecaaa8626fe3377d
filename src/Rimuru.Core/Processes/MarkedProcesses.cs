using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Rimuru.Core.Files;

namespace Rimuru.Core.Processes;

/// <summary>
/// Finds what a program has started by a variable that all of it inherits: a process that begins a session of its own, and whose parent has
/// ended, belongs to no tree any more. On Linux, where the environment of one's own processes can be read.
/// </summary>
internal static class MarkedProcesses
{
    public const string Variable = "RIMURU_CHILD";

    private const string Processes = "/proc";
    private const int Rounds = 5;
    private const int LargestEnvironment = 1 << 20;

    /// <summary>A killed process is listed until it has ended.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>True if processes can be found by a mark here.</summary>
    public static bool CanFind => OperatingSystem.IsLinux();

    /// <summary>Kills what has a mark; again as long as there is some, since a process may start others meanwhile.</summary>
    public static void Kill(string mark)
    {
        if (!CanFind)
            return;
        byte[] wanted = Encoding.ASCII.GetBytes($"\0{Variable}={mark}\0"),
            buffer = new byte[LargestEnvironment];
        int round = 0;
        while (KillOnce(wanted, buffer) > 0 && ++round < Rounds)
            Thread.Sleep(Between);
    }

    private static int KillOnce(byte[] wanted, byte[] buffer)
    {
        int killed = 0;
        foreach (string folder in Directory.EnumerateDirectories(Processes))
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
                continue;
            try
            {
                if (id == Environment.ProcessId || !IsMarked(folder, wanted, buffer))
                    continue;
                using Process process = Process.GetProcessById(id);
                process.Kill();
                killed++;
            }
            catch (Exception e)
                when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
            {
                // it has ended meanwhile, or is somebody else's
            }
        }

        return killed;
    }

    private static bool IsMarked(string folder, byte[] wanted, byte[] buffer)
    {
        using SafeFileHandle handle = RegularFile.Open(Path.Combine(folder, "environ"));
        ReadOnlySpan<byte> environment = buffer.AsSpan(0, RegularFile.Fill(handle, buffer, 0));
        return environment.IndexOf(wanted) >= 0 || environment.StartsWith(wanted.AsSpan(1));
    }
}
